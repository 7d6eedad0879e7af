// Who gets the message, and the guards before Continue.
export const recipient = {
  someone: 'Alguien',
  title: 'Destinatario',
  contact: 'Contacto',
  newNumber: 'Número nuevo',
  search: 'Nombre, teléfono o correo',
  results: 'Contactos encontrados',
  noneFound: 'Nadie se llama así.',
  writeNew: 'Escribir a {{phone}}',
  country: 'País',
  phone: 'Teléfono',
  phoneHint: 'Pégalo como venga',
  name: 'Nombre',
  nameHint: 'Cómo se llama',
  remove: 'Quitar a {{name}}',
  chooseOther: 'Elegir a otra persona',
  saveForLater: 'Guardar para después',
  noPhone: 'Sin número, solo usuario',
  lastContact: 'Último contacto {{when}}',
  storedAs: 'El número queda {{phone}} (E.164: {{e164}}).',
  useContact: 'Usar a {{name}}',
  useNumber: 'Usar {{phone}}',
  searching: 'Buscando contactos',
  searchFailed: 'No se pudo buscar. Con el número completo puedes seguir.',
  searchOffline: 'Sin línea: se busca en lo guardado.',
} as const;

// One line each under the recipient, by code.
export const guards = {
  'no-open-ticket': 'No tiene ticket abierto',
  'open-ticket': {
    title: '{{name}} tiene un ticket abierto',
    text: 'Lo atiende {{agent}} desde las {{since}}. Mientras siga abierto, no recibe mensajes activos.',
  },
  'open-ticket-waiting': {
    title: '{{name}} tiene un ticket en espera',
    text: 'Espera desde las {{since}}. Mientras siga abierto, no recibe mensajes activos.',
  },
  'open-ticket-reserved': {
    title: '{{name}} tiene un ticket en espera',
    text: 'Espera a {{agent}} desde las {{since}}. Mientras siga abierto, no recibe mensajes activos.',
  },
  'open-ticket-mine': {
    title: '{{name}} ya tiene un ticket contigo',
    text: 'Síguelo en En proceso. Mientras esté abierto, no recibe mensajes activos.',
  },
  'not-checked': 'No se pudo revisar si tiene un ticket abierto. Se revisa al mandar.',
  'reply-to-you': 'La respuesta te llega a ti',
  'reply-waits': 'La respuesta te espera a ti',
  'other-agent-recently': '{{agent}} le escribió hace {{ago}}',
  'same-template-recently': 'Ya recibió esta plantilla hace {{ago}}',
  'opted-out': {
    title: 'Pidió no recibir marketing',
    text: 'Elige una plantilla que no sea de marketing, o a otra persona.',
  },
  'own-number': { title: 'Es nuestro propio número', text: 'WhatsApp no manda mensajes de un número a sí mismo.' },
  'known-number': 'Ya está en Contactos, como {{name}}.',
  'invalid-number': 'Ese número no existe así',
  'doubtful-number': 'Puede que a ese número le falte algo',
  'daily-count': 'Hoy recibió {{got}} de {{max}} mensajes',
  unknown: 'Otra condición de la plataforma: {{code}}',
} as const;
