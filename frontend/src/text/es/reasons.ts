// Why a send failed, by key: in plain words, and what is true.
export const reasons = {
  unknown: {
    title: 'No se pudo entregar',
    text: 'La plataforma dio un motivo que no conocemos. Está en Detalle técnico.',
  },
  undeliverable: { title: 'No se pudo entregar', text: 'WhatsApp no llega a este número. Confírmalo con el cliente.' },
  'in-attendance': { title: 'Ya lo atiende alguien', text: 'Tenía un ticket abierto al momento de mandar.' },
  'agent-not-online': { title: 'No estabas en línea', text: 'La plataforma solo manda mientras estás En línea.' },
  'window-closed': { title: 'Pasaron las 24 h', text: 'Para volver a escribirle hace falta una plantilla.' },
  'held-back': {
    title: 'WhatsApp frenó este mensaje de marketing',
    text: 'Este cliente ya recibe mucho. Prueba mañana, o con una plantilla de utilidad si el tema lo permite.',
  },
  'opted-out': { title: 'Pidió no recibir marketing', text: 'No le mandes más de este tipo.' },
  experiment: {
    title: 'WhatsApp no le entrega marketing a esta persona',
    text: 'Búscala por otro medio y pídele que escriba primero.',
  },
  'too-many-to-customer': { title: 'Demasiados mensajes seguidos a esta persona', text: 'Espera unos minutos.' },
  'own-number': { title: 'Es nuestro propio número', text: 'Elige a la persona otra vez.' },
  'number-not-allowed': {
    title: 'La cuenta es de prueba y este número no está en su lista',
    text: 'Quien administra la cuenta puede agregarlo.',
  },
  'country-not-allowed': { title: 'La cuenta no puede escribir a este país', text: 'Búscalo por otro medio.' },
  'needs-phone': { title: 'Esta plantilla necesita el teléfono', text: 'Del contacto solo se conoce el usuario.' },
  'identity-changed': {
    title: 'El cliente cambió de teléfono o reinstaló',
    text: 'Confirma que es la misma persona y manda otra vez.',
  },
  'values-mismatch': { title: 'La plantilla cambió', text: 'Ya no tiene los mismos datos. Llénala otra vez.' },
  'template-gone': { title: 'La plantilla ya no está en ese idioma', text: 'Elige otra.' },
  'template-paused': { title: 'WhatsApp pausó la plantilla por baja calidad', text: 'Usa otra mientras tanto.' },
  'template-disabled': { title: 'WhatsApp deshabilitó la plantilla', text: 'Hace falta una nueva.' },
  'text-too-long': { title: 'El mensaje quedó demasiado largo', text: 'Acorta los valores.' },
  'content-refused': {
    title: 'WhatsApp no aceptó el contenido',
    text: 'Cambia los valores; si sigue igual, avisa a tu supervisor.',
  },
  'value-invalid': { title: 'WhatsApp no aceptó un valor', text: 'El detalle dice cuál. Corrígelo y manda otra vez.' },
  'value-missing': { title: 'Faltó un valor', text: 'El detalle dice cuál. Complétalo y manda otra vez.' },
  'media-not-fetched': { title: 'WhatsApp no pudo abrir el archivo', text: 'Revisa el enlace, el tipo y el tamaño.' },
  'not-supported': { title: 'La plataforma no manda este tipo de mensaje', text: 'Elige otra plantilla.' },
  'our-fault': { title: 'El pedido salió mal armado', text: 'Es una falla de Activa. Copia el detalle para soporte.' },
  'account-problem': {
    title: 'La cuenta de WhatsApp de la empresa tiene un problema',
    text: 'Nadie puede mandar hasta que se arregle.',
  },
  'payment-problem': {
    title: 'Falta un pago en la cuenta de WhatsApp',
    text: 'Nadie puede mandar plantillas hasta que se arregle.',
  },
  'permission-missing': { title: 'Falta un permiso en la cuenta', text: 'Quien la administra puede darlo.' },
  'spam-limit': { title: 'WhatsApp limitó este número por bloqueos y quejas', text: 'Espera antes de mandar más.' },
  'rate-limit': { title: 'Se mandó demasiado a la vez', text: 'En unos minutos se puede otra vez.' },
  'service-down': { title: 'WhatsApp no está respondiendo', text: 'Prueba en unos minutos.' },
  'blocked-by-recipient': { title: 'No recibe mensajes de este número', text: 'Búscalo por otro medio.' },
  'disk-full': {
    title: 'La plataforma se quedó sin espacio',
    text: 'No salió nada. Libera espacio en el disco o avisa a tu supervisor, y mándalo de nuevo.',
  },
  'not-taken': { title: 'La plataforma no lo tomó', text: 'No salió nada. Puedes mandarlo otra vez.' },
} as const;

// The one next step after a failure, in the words of its outcome.
export const actions = {
  'correct-value': 'Corregir el dato',
  'other-number': 'Probar con otro número',
  'other-template': 'Elegir otra plantilla',
  wait: 'Mandar más tarde',
  'send-again': 'Mandar otra vez',
  'open-ticket': 'Ver el ticket',
  'go-online': 'Ponerme en línea',
  'ask-supervisor': 'Avisar al supervisor',
  none: 'Nada que hacer',
} as const;
