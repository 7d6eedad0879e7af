// What the keys do, for the sheet and the tooltips.
export const shortcuts = {
  title: 'Atalhos de teclado',
  newMessage: 'Mensagem ativa',
  palette: 'Tudo em uma linha',
  search: 'Buscar nesta lista',
  tabs: 'Em espera, Em andamento, Enviadas',
  nextPane: 'Próximo painel',
  presence: 'Presença',
  rows: 'Linha seguinte ou anterior',
  openRow: 'Abrir a linha',
  goBack: 'Voltar',
  go: 'Continuar, Enviar',
  undo: 'Desfazer enquanto conta',
  star: 'Marcar o modelo como favorito',
  wholeLine: 'Abrir completo o de uma linha',
  source: 'De onde vem o dado',
  thisSheet: 'Esta folha',
} as const;
