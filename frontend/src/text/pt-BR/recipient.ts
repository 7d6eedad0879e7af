// Who gets the message, and the guards before Continue.
export const recipient = {
  someone: 'Alguém',
  title: 'Destinatário',
  contact: 'Contato',
  newNumber: 'Número novo',
  search: 'Nome, telefone ou e-mail',
  results: 'Contatos encontrados',
  noneFound: 'Ninguém tem esse nome.',
  writeNew: 'Escrever para {{phone}}',
  country: 'País',
  phone: 'Telefone',
  phoneHint: 'Cole como vier',
  name: 'Nome',
  nameHint: 'Como se chama',
  remove: 'Remover {{name}}',
  chooseOther: 'Escolher outra pessoa',
  saveForLater: 'Guardar para depois',
  noPhone: 'Sem número, só usuário',
  lastContact: 'Último contato {{when}}',
  storedAs: 'O número fica {{phone}} (E.164: {{e164}}).',
  useContact: 'Usar {{name}}',
  useNumber: 'Usar {{phone}}',
  searching: 'Buscando contatos',
  searchFailed: 'Não deu para buscar. Com o número completo dá para continuar.',
  searchOffline: 'Sem conexão: a busca usa o que está salvo.',
} as const;

// One line each under the recipient, by code.
export const guards = {
  'no-open-ticket': 'Não tem ticket aberto',
  'open-ticket': {
    title: '{{name}} tem um ticket aberto',
    text: '{{agent}} atende desde {{since}}. Enquanto estiver aberto, não recebe mensagens ativas.',
  },
  'open-ticket-waiting': {
    title: '{{name}} tem um ticket em espera',
    text: 'Espera desde {{since}}. Enquanto estiver aberto, não recebe mensagens ativas.',
  },
  'open-ticket-reserved': {
    title: '{{name}} tem um ticket em espera',
    text: 'Espera por {{agent}} desde {{since}}. Enquanto estiver aberto, não recebe mensagens ativas.',
  },
  'open-ticket-mine': {
    title: '{{name}} já tem um ticket com você',
    text: 'Continue em Em andamento. Enquanto estiver aberto, não recebe mensagens ativas.',
  },
  'not-checked': 'Não foi possível verificar se tem ticket aberto. Verificamos ao enviar.',
  'reply-to-you': 'A resposta chega para você',
  'reply-waits': 'A resposta espera por você',
  'other-agent-recently': '{{agent}} escreveu há {{ago}}',
  'same-template-recently': 'Já recebeu este modelo há {{ago}}',
  'opted-out': {
    title: 'Pediu para não receber marketing',
    text: 'Escolha um modelo que não seja de marketing, ou outra pessoa.',
  },
  'own-number': {
    title: 'É o nosso próprio número',
    text: 'O WhatsApp não envia mensagens de um número para ele mesmo.',
  },
  'known-number': 'Já está em Contatos, como {{name}}.',
  'invalid-number': 'Esse número não existe assim',
  'doubtful-number': 'Talvez falte algo nesse número',
  'daily-count': 'Hoje recebeu {{got}} de {{max}} mensagens',
  unknown: 'Outra condição da plataforma: {{code}}',
} as const;
