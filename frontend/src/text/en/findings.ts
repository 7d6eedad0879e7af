// What the validator says of a draft, by code: what it is, and what follows from it.
export const findings = {
  'value-missing': { title: '{{name}} is missing.', text: "Without it the message can't leave." },
  'value-has-line-break': { title: '{{name}} has a line break.', text: "WhatsApp won't take it." },
  'value-has-tab': { title: '{{name}} has a tab.', text: "WhatsApp won't take it." },
  'value-has-control-character': { title: '{{name}} has an invisible character.', text: "WhatsApp won't take it." },
  'value-has-long-blank': { title: '{{name}} has more than four spaces in a row.', text: "WhatsApp won't take it." },
  'header-too-long': {
    title: 'The header is {{over}} over.',
    text: 'It reaches {{length}} characters and {{limit}} fit.',
  },
  'body-too-long': {
    title: 'The message is {{over}} over.',
    text: 'It reaches {{length}} characters and {{limit}} fit.',
  },
  'body-perhaps-too-long': {
    title: 'The message may be too long.',
    text: 'It reaches {{length}} characters; up to {{limit}} is safe.',
  },
  'value-has-style-marks': { title: '{{name}} has style marks.', text: 'WhatsApp may show it bold, italic or struck.' },
  'value-may-be-style': { title: '{{name}} has style marks.', text: 'WhatsApp may show it bold, italic or struck.' },
  'value-looks-unfilled': { title: '{{name}} looks unfilled: {{found}}', text: 'Your customer gets it like that.' },
  'value-is-example': { title: "{{name}} equals the template's example.", text: 'Look at it before sending.' },
  'value-not-in-template': { title: 'One value too many: {{name}}', text: 'The template has no such place.' },
  'variable-number-skipped': {
    title: 'The template skips {{variable}}.',
    text: "WhatsApp wants a value all the same, though it isn't shown.",
  },
  'url-has-white-space': { title: 'The end of the link has spaces.', text: 'A link has none.' },
  'url-too-long': { title: 'The link is too long.', text: 'It reaches {{length}} characters and {{limit}} fit.' },
  'url-not-valid': { title: "The link doesn't open like this: {{url}}", text: 'Check its end.' },
  'url-is-whole-link': { title: 'You pasted the whole link.', text: 'The template already has {{prefix}}.' },
  'coupon-not-letters-and-digits': {
    title: 'The code takes letters and digits only.',
    text: 'No spaces, hyphens or accents.',
  },
  'coupon-too-long': { title: 'The code is too long.', text: 'It has {{length}} characters and {{limit}} fit.' },
  'coupon-perhaps-too-long': {
    title: 'The code may be too long.',
    text: 'It has {{length}} characters; up to {{limit}} is safe.',
  },
  'otp-too-long': { title: 'The code is too long.', text: 'It has {{length}} characters and {{limit}} fit.' },
  'otp-differs': { title: 'The button copies another code.', text: 'It must be the one in the message.' },
  'payload-too-long': {
    title: "The button's data is too long.",
    text: 'It has {{length}} characters and {{limit}} fit.',
  },
  'flow-data-not-an-object': { title: "The form's data can't be read.", text: 'It must be a JSON object.' },
  'sections-not-valid': {
    title: "The product list can't be read.",
    text: 'Up to {{sections}} sections and {{products}} products; each title up to {{title}} characters.',
  },
  'call-minutes-not-valid': { title: "The call minutes aren't valid.", text: 'From 1 to {{limit}}.' },
  'template-not-approved': {
    title: "This template can't be sent now.",
    text: 'On WhatsApp it stands like this: {{status}}. Choose another.',
  },
  'template-copy-old': { title: 'The template was read a while ago.', text: 'It is read again before sending.' },
  'template-part-unknown': {
    title: "It uses a kind of content that Activa can't send yet.",
    text: 'Kind: {{type}}. Choose another template.',
  },
  'template-is-marketing': { title: 'It is marketing.', text: 'WhatsApp may hold it back if the customer gets many.' },
  'template-quality-low': { title: 'Its quality on WhatsApp is low.', text: 'If it falls further, it gets paused.' },
  'not-on-desktop': {
    title: "It isn't visible on WhatsApp for desktop.",
    text: 'Because of its buttons or offer; phones show it fine.',
  },
  unknown: { title: "The platform won't take it like this.", text: 'Check {{name}} ({{code}}).' },
} as const;

// Names of the one-click fixes, by finding code.
export const fixes = {
  'value-has-line-break': 'Remove break',
  apply: 'Fix',
} as const;
