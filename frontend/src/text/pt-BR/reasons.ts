// Why a send failed, by key: in plain words, and what is true.
export const reasons = {
  unknown: {
    title: 'Não foi possível entregar',
    text: 'A plataforma deu um motivo que não conhecemos. Está em Detalhe técnico.',
  },
  undeliverable: {
    title: 'Não foi possível entregar',
    text: 'O WhatsApp não chega a este número. Confirme com o cliente.',
  },
  'in-attendance': { title: 'Alguém já atende', text: 'Tinha um ticket aberto na hora de enviar.' },
  'agent-not-online': { title: 'Você não estava online', text: 'A plataforma só envia enquanto você está Online.' },
  'window-closed': { title: 'Passaram as 24 h', text: 'Para escrever de novo é preciso um modelo.' },
  'held-back': {
    title: 'O WhatsApp segurou esta mensagem de marketing',
    text: 'Este cliente já recebe muito. Tente amanhã, ou com um modelo de utilidade se o assunto permitir.',
  },
  'opted-out': { title: 'Pediu para não receber marketing', text: 'Não envie mais desse tipo.' },
  experiment: {
    title: 'O WhatsApp não entrega marketing a esta pessoa',
    text: 'Procure por outro meio e peça que escreva primeiro.',
  },
  'too-many-to-customer': { title: 'Mensagens demais seguidas para esta pessoa', text: 'Espere alguns minutos.' },
  'own-number': { title: 'É o nosso próprio número', text: 'Escolha a pessoa de novo.' },
  'number-not-allowed': {
    title: 'A conta é de teste e este número não está na lista',
    text: 'Quem administra a conta pode incluir.',
  },
  'country-not-allowed': { title: 'A conta não pode escrever para este país', text: 'Procure por outro meio.' },
  'needs-phone': { title: 'Este modelo precisa do telefone', text: 'Do contato só se conhece o usuário.' },
  'identity-changed': {
    title: 'O cliente trocou de telefone ou reinstalou',
    text: 'Confirme que é a mesma pessoa e envie de novo.',
  },
  'values-mismatch': { title: 'O modelo mudou', text: 'Já não tem os mesmos dados. Preencha de novo.' },
  'template-gone': { title: 'O modelo não existe mais nesse idioma', text: 'Escolha outro.' },
  'template-paused': { title: 'O WhatsApp pausou o modelo por baixa qualidade', text: 'Use outro enquanto isso.' },
  'template-disabled': { title: 'O WhatsApp desativou o modelo', text: 'É preciso um novo.' },
  'text-too-long': { title: 'A mensagem ficou longa demais', text: 'Encurte os valores.' },
  'content-refused': {
    title: 'O WhatsApp não aceitou o conteúdo',
    text: 'Mude os valores; se continuar, avise seu supervisor.',
  },
  'value-invalid': { title: 'O WhatsApp não aceitou um valor', text: 'O detalhe diz qual. Corrija e envie de novo.' },
  'value-missing': { title: 'Faltou um valor', text: 'O detalhe diz qual. Complete e envie de novo.' },
  'media-not-fetched': {
    title: 'O WhatsApp não conseguiu abrir o arquivo',
    text: 'Confira o link, o tipo e o tamanho.',
  },
  'not-supported': { title: 'A plataforma não envia este tipo de mensagem', text: 'Escolha outro modelo.' },
  'our-fault': { title: 'O pedido saiu malformado', text: 'É uma falha do Activa. Copie o detalhe para o suporte.' },
  'account-problem': {
    title: 'A conta de WhatsApp da empresa tem um problema',
    text: 'Ninguém consegue enviar até resolver.',
  },
  'payment-problem': {
    title: 'Falta um pagamento na conta de WhatsApp',
    text: 'Ninguém consegue enviar modelos até resolver.',
  },
  'permission-missing': { title: 'Falta uma permissão na conta', text: 'Quem administra pode dar.' },
  'spam-limit': {
    title: 'O WhatsApp limitou este número por bloqueios e queixas',
    text: 'Espere antes de enviar mais.',
  },
  'rate-limit': { title: 'Foi enviado demais de uma vez', text: 'Em alguns minutos dá de novo.' },
  'service-down': { title: 'O WhatsApp não está respondendo', text: 'Tente em alguns minutos.' },
  'blocked-by-recipient': { title: 'Não recebe mensagens deste número', text: 'Procure por outro meio.' },
  'disk-full': {
    title: 'A plataforma ficou sem espaço',
    text: 'Nada saiu. Libere espaço no disco ou avise seu supervisor e envie de novo.',
  },
  'not-taken': { title: 'A plataforma não aceitou', text: 'Nada saiu. Você pode enviar de novo.' },
} as const;

// The one next step after a failure, in the words of its outcome.
export const actions = {
  'correct-value': 'Corrigir o dado',
  'other-number': 'Tentar com outro número',
  'other-template': 'Escolher outro modelo',
  wait: 'Enviar mais tarde',
  'send-again': 'Enviar de novo',
  'open-ticket': 'Ver o ticket',
  'go-online': 'Ficar online',
  'ask-supervisor': 'Avisar o supervisor',
  none: 'Nada a fazer',
} as const;
