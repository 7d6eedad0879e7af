// What WhatsApp itself writes on the customer's phone, and what we note about it.
export const phone = {
  readMore: 'Leer más',
  allOptions: 'Ver todas las opciones',
  allOptionsTitle: 'Todas las opciones',
  offerCode: 'código {{code}}',
  offerEnds: 'Vence {{when}}',
  today: 'hoy',
  headerImage: 'Imagen del mensaje',
  imageHere: 'Aquí va una imagen',
  videoHere: 'Aquí va un video',
  documentHere: 'Aquí va un documento',
  locationHere: 'Aquí va una ubicación',
  unknownPart: 'Esta parte no se puede dibujar: {{kind}}',
} as const;

// What is to be known of how phones and computers show a message, by code.
export const notes = {
  'not-on-desktop': 'No se ve en WhatsApp de computadora.',
  'read-more': 'El texto se corta con Leer más donde está la línea.',
  'see-all-options': 'El teléfono muestra dos botones; los demás, en Ver todas las opciones.',
  'value-may-be-style': 'Un valor trae marcas que WhatsApp puede mostrar en negrita o cursiva.',
  'call-permission': 'Le pide permiso para llamar.',
  unknown: 'Otra nota de la plataforma: {{code}}',
} as const;
