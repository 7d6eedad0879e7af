// Names of the one-click fixes, by finding code.
export const fixes = {
  'value-has-tab': 'Quitar tabulación',
  'value-has-long-blank': 'Quitar espacios',
  'value-has-control-character': 'Quitar carácter',
  'url-has-white-space': 'Quitar espacios',
  'url-is-whole-link': 'Dejar solo el final',
  'otp-differs': 'Usar el mismo',
  'filename-missing': 'Ponerle ese nombre',
  'filename-not-clean': 'Usar ese nombre',
  'media-redirected': 'Usar el final',
  'coordinate-has-comma': 'Poner punto',
  'phone-brazil-ninth-digit': 'Usar ese número',
  'phone-mexico-without-one': 'Usar ese número',
  'phone-argentina-nine': 'Usar ese número',
  'value-has-line-break': 'Quitar salto',
  apply: 'Corregir',
} as const;

// What the validator says of a draft, by code: what it is, and what follows from it.
export const findings = {
  'value-missing': { title: 'Falta {{field}}.', text: 'Sin ese dato, el mensaje no sale.' },
  'value-has-line-break': { title: '{{field}} tiene un salto de línea.', text: 'WhatsApp no los acepta.' },
  'value-has-tab': { title: '{{field}} tiene una tabulación.', text: 'WhatsApp no las acepta.' },
  'value-has-control-character': {
    title: '{{field}} tiene un carácter que no se ve.',
    text: 'WhatsApp no los acepta.',
  },
  'value-has-long-blank': {
    title: '{{field}} tiene más de cuatro espacios seguidos.',
    text: 'WhatsApp no los acepta.',
  },
  'header-too-long': {
    title: 'El encabezado pasa por {{over}}.',
    text: 'Llega a {{length}} caracteres y caben {{limit}}.',
  },
  'body-too-long': { title: 'El mensaje pasa por {{over}}.', text: 'Llega a {{length}} caracteres y caben {{limit}}.' },
  'body-perhaps-too-long': {
    title: 'El mensaje quizá es demasiado largo.',
    text: 'Llega a {{length}} caracteres; hasta {{limit}} es seguro.',
  },
  'value-has-style-marks': {
    title: '{{field}} trae marcas de estilo.',
    text: 'WhatsApp puede mostrarlo en negrita, cursiva o tachado.',
  },
  'value-may-be-style': {
    title: '{{field}} trae marcas de estilo.',
    text: 'WhatsApp puede mostrarlo en negrita, cursiva o tachado.',
  },
  'value-looks-unfilled': { title: '{{field}} parece sin llenar: {{found}}', text: 'Así le llega a tu cliente.' },
  'value-is-example': { title: '{{field}} es igual al ejemplo de la plantilla.', text: 'Míralo antes de mandar.' },
  'value-not-in-template': { title: 'Sobra un valor: {{field}}', text: 'La plantilla no lo tiene.' },
  'variable-number-skipped': {
    title: 'La plantilla se salta {{variable}}.',
    text: 'WhatsApp quiere un valor igual, aunque no se vea.',
  },
  'url-has-white-space': { title: 'El final del enlace tiene espacios.', text: 'Un enlace no los lleva.' },
  'url-too-long': { title: 'El enlace es demasiado largo.', text: 'Llega a {{length}} caracteres y caben {{limit}}.' },
  'url-not-valid': { title: 'El enlace no abre así: {{url}}', text: 'Revisa su final.' },
  'url-is-whole-link': { title: 'Pegaste el enlace completo.', text: 'La plantilla ya trae {{prefix}}.' },
  'coupon-not-letters-and-digits': {
    title: 'El código solo lleva letras y números.',
    text: 'Sin espacios, guiones ni acentos.',
  },
  'coupon-too-long': { title: 'El código es demasiado largo.', text: 'Tiene {{length}} caracteres y caben {{limit}}.' },
  'coupon-perhaps-too-long': {
    title: 'El código quizá es demasiado largo.',
    text: 'Tiene {{length}} caracteres; hasta {{limit}} es seguro.',
  },
  'otp-too-long': { title: 'El código es demasiado largo.', text: 'Tiene {{length}} caracteres y caben {{limit}}.' },
  'otp-differs': { title: 'El botón copia otro código.', text: 'Tiene que ser el mismo del mensaje.' },
  'payload-too-long': {
    title: 'El dato del botón es demasiado largo.',
    text: 'Tiene {{length}} caracteres y caben {{limit}}.',
  },
  'flow-data-not-an-object': {
    title: 'Los datos del formulario no se entienden.',
    text: 'Tienen que ser un objeto JSON.',
  },
  'sections-not-valid': {
    title: 'La lista de productos no se entiende.',
    text: 'Hasta {{sections}} secciones y {{products}} productos; cada título, hasta {{title}} caracteres.',
  },
  'call-minutes-not-valid': { title: 'Los minutos de llamada no valen.', text: 'De 1 a {{limit}}.' },
  'template-not-approved': {
    title: 'Esta plantilla no se puede mandar ahora.',
    text: 'WhatsApp la tiene así: {{status}}. Elige otra.',
  },
  'template-copy-old': { title: 'La plantilla se leyó hace rato.', text: 'Se lee otra vez antes de mandar.' },
  'template-body-missing': {
    title: 'La plantilla no tiene texto.',
    text: 'WhatsApp no manda ninguna sin él. Elige otra.',
  },
  'template-part-unknown': {
    title: 'Usa un tipo de contenido que Activa todavía no manda.',
    text: 'Tipo: {{type}}. Elige otra plantilla.',
  },
  'template-is-marketing': { title: 'Es de marketing.', text: 'WhatsApp puede frenarlo si el cliente recibe muchos.' },
  'template-quality-low': { title: 'Tiene calidad baja en WhatsApp.', text: 'Si baja más, la pausan.' },
  'not-on-desktop': {
    title: 'En WhatsApp de computadora no se ve.',
    text: 'Por sus botones u oferta; en el teléfono se ve bien.',
  },
  'media-missing': { title: 'Falta {{field}}.', text: 'El ejemplo de la plantilla no se manda: pega un enlace.' },
  'media-id-not-valid': {
    title: 'Eso no es un enlace ni un archivo subido.',
    text: 'Pega un enlace que empiece con https://',
  },
  'media-wrong-kind': { title: 'Es {{found}}, y aquí va {{wanted}}.', text: 'Pega el enlace de otro archivo.' },
  'media-not-an-address': { title: 'Eso no es un enlace completo.', text: 'Tiene que empezar con https://' },
  'media-address-too-long': { title: 'El enlace es demasiado largo.', text: 'Usa uno más corto.' },
  'media-not-https': { title: 'El enlace no es seguro.', text: 'WhatsApp solo abre los que empiezan con https://' },
  'media-has-credentials': {
    title: 'El enlace lleva un usuario dentro.',
    text: 'WhatsApp solo abre archivos públicos.',
  },
  'media-host-private': { title: 'El enlace es de una red interna.', text: 'WhatsApp no llega ahí. Usa uno público.' },
  'media-unreachable': { title: 'No se pudo abrir el enlace.', text: '{{cause}}' },
  'media-bad-status': { title: 'El enlace no da el archivo.', text: 'Responde {{status}}.' },
  'media-is-a-page': {
    title: 'El enlace abre una página, no el archivo.',
    text: 'Copia la dirección del archivo mismo.',
  },
  'media-too-large': { title: 'El archivo pesa {{megabytes}} MB.', text: 'Caben hasta {{limit}} MB.' },
  'media-redirected': { title: 'El enlace lleva a otro.', text: 'Mejor usa el final: {{address}}' },
  'media-host-borrowed': {
    title: 'El enlace es de WhatsApp y vence.',
    text: 'Usa una copia propia en lugar de {{host}}.',
  },
  'media-id-expired': {
    title: 'El archivo se subió hace 30 días o más.',
    text: 'WhatsApp ya lo borró. Súbelo otra vez o pega un enlace.',
  },
  'media-id-other-number': {
    title: 'El archivo se subió para otro número.',
    text: 'Súbelo otra vez o pega un enlace.',
  },
  'document-not-pdf': { title: 'El documento no es PDF.', text: 'Es {{found}}; puede que WhatsApp no lo acepte.' },
  'filename-missing': { title: 'El documento no tiene nombre.', text: 'Tu cliente vería: {{name}}' },
  'filename-not-clean': { title: 'El nombre lleva caracteres que no pasan.', text: 'Se manda como {{name}}.' },
  'coordinate-has-comma': { title: '{{field}} lleva coma.', text: 'Aquí va un punto.' },
  'coordinate-not-valid': { title: '{{field}} no está en el mapa.', text: 'Va de -{{limit}} a {{limit}}.' },
  'card-not-in-template': { title: 'Sobra una tarjeta.', text: 'La plantilla tiene {{cards}}.' },
  'offer-expiry-not-a-time': { title: 'El fin de la oferta no se entiende.', text: 'Elige día y hora.' },
  'offer-expiry-past': { title: 'La oferta ya venció.', text: 'Elige un momento que no haya pasado.' },
  'phone-not-a-number': { title: 'Eso no es un teléfono.', text: 'Escríbelo con el código de su país.' },
  'phone-needs-plus': { title: 'Falta el país.', text: 'Empieza con + y el código de país.' },
  'phone-not-possible': { title: 'Ese número no existe así.', text: 'En ese país tienen otro largo.' },
  'phone-only-possible': { title: 'Puede que a ese número le falte algo.', text: 'No sigue la numeración de su país.' },
  'phone-brazil-ninth-digit': { title: 'En Brasil los celulares llevan un 9 delante.', text: 'Quizá es {{form}}.' },
  'phone-mexico-without-one': { title: 'En México ya no se usa el 1.', text: 'Quizá es {{form}}.' },
  'phone-argentina-nine': { title: 'En Argentina los celulares llevan un 9.', text: 'Si es celular, es {{form}}.' },
  'recipient-missing': { title: 'Falta elegir a quién.', text: 'Busca un contacto o escribe un número.' },
  'recipient-needs-phone': {
    title: 'Esta plantilla necesita el teléfono.',
    text: 'Del contacto solo se conoce el usuario.',
  },
  'recipient-is-own-number': { title: 'Es nuestro propio número.', text: 'Elige a otra persona.' },
  'recipient-too-soon': {
    title: 'Acaba de recibir un mensaje.',
    text: 'WhatsApp pide seis segundos entre uno y otro.',
  },
  'recipient-opted-out': {
    title: 'Pidió no recibir marketing.',
    text: 'Usa una plantilla de utilidad si el tema lo permite.',
  },
  'recipient-in-united-states': {
    title: 'WhatsApp no entrega marketing en Estados Unidos.',
    text: 'Usa una plantilla de utilidad si el tema lo permite.',
  },
  'recipient-has-other-agent': {
    title: '{{agent}} le escribió hace {{minutes}} min.',
    text: 'Mira si hace falta otro mensaje.',
  },
  'message-sent-before': { title: 'Ya se mandó lo mismo a esta persona.', text: 'O quizá: aún no está confirmado.' },
  unknown: { title: 'La plataforma no lo acepta así.', text: 'Revisa {{field}} ({{code}}).' },
} as const;

// Why a link gave no answer, by code.
export const causes = {
  timeout: 'Tarda más de lo que esperamos.',
  dns: 'Ningún sitio se llama así.',
  'no-answer': 'El sitio no contesta.',
  address: 'El enlace no está completo.',
  'not-https': 'Lleva a un lugar que no es seguro.',
  redirects: 'Lleva a otro una y otra vez.',
  'not-public': 'Su puerto no está abierto a todos.',
  unknown: 'No volvió nada ({{code}}).',
} as const;
