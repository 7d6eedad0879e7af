// One line for everything.
export const palette = {
  title: 'Uma linha',
  placeholder: 'Modelo, pessoa, dados… ou aonde ir',
  noneFound: 'Nada corresponde.',
  open: 'Abrir',
  goOnHere: 'Continuar nesta linha',
  oneLine: 'Mensagem em uma linha',
  complete: 'Completo',
  next: 'Próximo dado',
  openWhole: 'Abrir completo',
  send: 'Enviar',
  goTo: 'Ir para',
  actions: 'Ações',
  templates: 'Modelos',
  contacts: 'Contatos',
  sends: 'Envios',
  searchSent: 'Buscar “{{text}}” em Enviadas',
} as const;
