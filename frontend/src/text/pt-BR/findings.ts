// What the validator says of a draft, by code: what it is, and what follows from it.
export const findings = {
  'value-missing': { title: 'Falta {{name}}.', text: 'Sem esse dado, a mensagem não sai.' },
  'value-has-line-break': { title: '{{name}} tem uma quebra de linha.', text: 'O WhatsApp não aceita.' },
  'value-has-tab': { title: '{{name}} tem uma tabulação.', text: 'O WhatsApp não aceita.' },
  'value-has-control-character': { title: '{{name}} tem um caractere invisível.', text: 'O WhatsApp não aceita.' },
  'value-has-long-blank': { title: '{{name}} tem mais de quatro espaços seguidos.', text: 'O WhatsApp não aceita.' },
  'header-too-long': {
    title: 'O cabeçalho passa em {{over}}.',
    text: 'Chega a {{length}} caracteres e cabem {{limit}}.',
  },
  'body-too-long': { title: 'A mensagem passa em {{over}}.', text: 'Chega a {{length}} caracteres e cabem {{limit}}.' },
  'body-perhaps-too-long': {
    title: 'A mensagem talvez seja longa demais.',
    text: 'Chega a {{length}} caracteres; até {{limit}} é seguro.',
  },
  'value-has-style-marks': {
    title: '{{name}} traz marcas de estilo.',
    text: 'O WhatsApp pode mostrar em negrito, itálico ou riscado.',
  },
  'value-may-be-style': {
    title: '{{name}} traz marcas de estilo.',
    text: 'O WhatsApp pode mostrar em negrito, itálico ou riscado.',
  },
  'value-looks-unfilled': {
    title: '{{name}} parece não preenchido: {{found}}',
    text: 'É assim que chega ao seu cliente.',
  },
  'value-is-example': { title: '{{name}} é igual ao exemplo do modelo.', text: 'Confira antes de enviar.' },
  'value-not-in-template': { title: 'Sobra um valor: {{name}}', text: 'O modelo não tem esse lugar.' },
  'variable-number-skipped': {
    title: 'O modelo pula {{variable}}.',
    text: 'O WhatsApp quer um valor mesmo assim, ainda que não apareça.',
  },
  'url-has-white-space': { title: 'O fim do link tem espaços.', text: 'Um link não leva espaços.' },
  'url-too-long': { title: 'O link é longo demais.', text: 'Chega a {{length}} caracteres e cabem {{limit}}.' },
  'url-not-valid': { title: 'O link não abre assim: {{url}}', text: 'Confira o fim dele.' },
  'url-is-whole-link': { title: 'Você colou o link inteiro.', text: 'O modelo já traz {{prefix}}.' },
  'coupon-not-letters-and-digits': {
    title: 'O código só leva letras e números.',
    text: 'Sem espaços, hifens nem acentos.',
  },
  'coupon-too-long': { title: 'O código é longo demais.', text: 'Tem {{length}} caracteres e cabem {{limit}}.' },
  'coupon-perhaps-too-long': {
    title: 'O código talvez seja longo demais.',
    text: 'Tem {{length}} caracteres; até {{limit}} é seguro.',
  },
  'otp-too-long': { title: 'O código é longo demais.', text: 'Tem {{length}} caracteres e cabem {{limit}}.' },
  'otp-differs': { title: 'O botão copia outro código.', text: 'Precisa ser o mesmo da mensagem.' },
  'payload-too-long': {
    title: 'O dado do botão é longo demais.',
    text: 'Tem {{length}} caracteres e cabem {{limit}}.',
  },
  'flow-data-not-an-object': {
    title: 'Os dados do formulário não são entendidos.',
    text: 'Precisam ser um objeto JSON.',
  },
  'sections-not-valid': {
    title: 'A lista de produtos não é entendida.',
    text: 'Até {{sections}} seções e {{products}} produtos; cada título, até {{title}} caracteres.',
  },
  'call-minutes-not-valid': { title: 'Os minutos de chamada não valem.', text: 'De 1 a {{limit}}.' },
  'template-not-approved': {
    title: 'Este modelo não pode ser enviado agora.',
    text: 'No WhatsApp está assim: {{status}}. Escolha outro.',
  },
  'template-copy-old': { title: 'O modelo foi lido há um tempo.', text: 'É lido de novo antes de enviar.' },
  'template-part-unknown': {
    title: 'Usa um tipo de conteúdo que a Activa ainda não envia.',
    text: 'Tipo: {{type}}. Escolha outro modelo.',
  },
  'template-is-marketing': { title: 'É de marketing.', text: 'O WhatsApp pode segurar se o cliente recebe muitos.' },
  'template-quality-low': { title: 'Tem qualidade baixa no WhatsApp.', text: 'Se cair mais, será pausado.' },
  'not-on-desktop': {
    title: 'No WhatsApp de computador não aparece.',
    text: 'Por causa dos botões ou da oferta; no telefone aparece bem.',
  },
  unknown: { title: 'A plataforma não aceita assim.', text: 'Confira {{name}} ({{code}}).' },
} as const;

// Names of the one-click fixes, by finding code.
export const fixes = {
  'value-has-line-break': 'Tirar a quebra',
  apply: 'Corrigir',
} as const;
