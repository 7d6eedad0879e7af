// What the keys do, for the sheet and the tooltips.
export const shortcuts = {
  title: 'Atajos de teclado',
  newMessage: 'Mensaje activo',
  palette: 'Todo en una línea',
  search: 'Buscar en esta lista',
  tabs: 'En espera, En proceso, Enviados',
  nextPane: 'Panel siguiente',
  presence: 'Presencia',
  rows: 'Fila siguiente o anterior',
  openRow: 'Abrir la fila',
  goBack: 'Volver',
  go: 'Continuar, Mandar',
  undo: 'Deshacer mientras cuenta',
  star: 'Marcar la plantilla como favorita',
  wholeLine: 'Abrir completo lo de una línea',
  source: 'De dónde viene el dato',
  thisSheet: 'Esta hoja',
} as const;
