// What the validator says of a draft, by code: what it is, and what follows from it.
export const findings = {
  'value-missing': { title: 'Falta {{name}}.', text: 'Sin ese dato, el mensaje no sale.' },
  'value-has-line-break': { title: '{{name}} tiene un salto de línea.', text: 'WhatsApp no los acepta.' },
  'value-has-tab': { title: '{{name}} tiene una tabulación.', text: 'WhatsApp no las acepta.' },
  'value-has-control-character': { title: '{{name}} tiene un carácter que no se ve.', text: 'WhatsApp no los acepta.' },
  'value-has-long-blank': { title: '{{name}} tiene más de cuatro espacios seguidos.', text: 'WhatsApp no los acepta.' },
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
    title: '{{name}} trae marcas de estilo.',
    text: 'WhatsApp puede mostrarlo en negrita, cursiva o tachado.',
  },
  'value-may-be-style': {
    title: '{{name}} trae marcas de estilo.',
    text: 'WhatsApp puede mostrarlo en negrita, cursiva o tachado.',
  },
  'value-looks-unfilled': { title: '{{name}} parece sin llenar: {{found}}', text: 'Así le llega a tu cliente.' },
  'value-is-example': { title: '{{name}} es igual al ejemplo de la plantilla.', text: 'Míralo antes de mandar.' },
  'value-not-in-template': { title: 'Sobra un valor: {{name}}', text: 'La plantilla no lo tiene.' },
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
  unknown: { title: 'La plataforma no lo acepta así.', text: 'Revisa {{name}} ({{code}}).' },
} as const;

// Names of the one-click fixes, by finding code.
export const fixes = {
  'value-has-line-break': 'Quitar salto',
  apply: 'Corregir',
} as const;
