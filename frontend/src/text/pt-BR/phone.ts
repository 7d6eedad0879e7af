// What WhatsApp itself writes on the customer's phone, and what we note about it.
export const phone = {
  readMore: 'Ler mais',
  allOptions: 'Ver todas as opções',
  allOptionsTitle: 'Todas as opções',
  offerCode: 'código {{code}}',
  offerEnds: 'Expira {{when}}',
  today: 'hoje',
  headerImage: 'Imagem da mensagem',
  imageHere: 'Aqui vai uma imagem',
  videoHere: 'Aqui vai um vídeo',
  documentHere: 'Aqui vai um documento',
  locationHere: 'Aqui vai uma localização',
  unknownPart: 'Esta parte não pode ser desenhada: {{kind}}',
} as const;

// What is to be known of how phones and computers show a message, by code.
export const notes = {
  'not-on-desktop': 'Não aparece no WhatsApp de computador.',
  'read-more': 'O texto é cortado com Ler mais onde está a linha.',
  'see-all-options': 'O telefone mostra dois botões; os outros, em Ver todas as opções.',
  'value-may-be-style': 'Um valor traz marcas que o WhatsApp pode mostrar em negrito ou itálico.',
  'call-permission': 'Pede permissão para ligar.',
  unknown: 'Outra nota da plataforma: {{code}}',
} as const;
