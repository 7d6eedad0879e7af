// One line for everything.
export const palette = {
  title: 'Una línea',
  placeholder: 'Plantilla, persona, datos… o a dónde ir',
  noneFound: 'Nada coincide.',
  open: 'Abrir',
  goOnHere: 'Seguir en esta línea',
  oneLine: 'Mensaje en una línea',
  complete: 'Completo',
  next: 'Siguiente dato',
  openWhole: 'Abrir completo',
  send: 'Mandar',
  goTo: 'Ir a',
  actions: 'Acciones',
  templates: 'Plantillas',
  contacts: 'Contactos',
  sends: 'Envíos',
  searchSent: 'Buscar “{{text}}” en Enviados',
} as const;
