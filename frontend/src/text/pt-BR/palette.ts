// One line for everything.
export const palette = {
  title: 'Uma linha',
  placeholder: 'Modelo, pessoa, dados… ou aonde ir',
  noneFound: 'Nada corresponde.',
  goTo: 'Ir para',
  actions: 'Ações',
  templates: 'Modelos',
  contacts: 'Contatos',
  sends: 'Envios',
  searchSent: 'Buscar “{{text}}” em Enviadas',
} as const;
