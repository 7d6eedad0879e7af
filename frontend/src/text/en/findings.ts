// Names of the one-click fixes, by finding code.
export const fixes = {
  'value-has-tab': 'Remove tab',
  'value-has-long-blank': 'Remove spaces',
  'value-has-control-character': 'Remove character',
  'url-has-white-space': 'Remove spaces',
  'url-is-whole-link': 'Keep the end only',
  'otp-differs': 'Use the same',
  'filename-missing': 'Give it that name',
  'filename-not-clean': 'Use that name',
  'media-redirected': 'Use the final one',
  'coordinate-has-comma': 'Put a point',
  'phone-brazil-ninth-digit': 'Use that number',
  'phone-mexico-without-one': 'Use that number',
  'phone-argentina-nine': 'Use that number',
  'value-has-line-break': 'Remove break',
  apply: 'Fix',
} as const;

// What the validator says of a draft, by code: what it is, and what follows from it.
export const findings = {
  'value-missing': { title: '{{field}} is missing.', text: "Without it the message can't leave." },
  'value-has-line-break': { title: '{{field}} has a line break.', text: "WhatsApp won't take it." },
  'value-has-tab': { title: '{{field}} has a tab.', text: "WhatsApp won't take it." },
  'value-has-control-character': { title: '{{field}} has an invisible character.', text: "WhatsApp won't take it." },
  'value-has-long-blank': { title: '{{field}} has more than four spaces in a row.', text: "WhatsApp won't take it." },
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
  'value-has-style-marks': {
    title: '{{field}} has style marks.',
    text: 'WhatsApp may show it bold, italic or struck.',
  },
  'value-may-be-style': { title: '{{field}} has style marks.', text: 'WhatsApp may show it bold, italic or struck.' },
  'value-looks-unfilled': { title: '{{field}} looks unfilled: {{found}}', text: 'Your customer gets it like that.' },
  'value-is-example': { title: "{{field}} equals the template's example.", text: 'Look at it before sending.' },
  'value-not-in-template': { title: 'One value too many: {{field}}', text: 'The template has no such place.' },
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
  'template-body-missing': {
    title: 'The template has no text.',
    text: 'WhatsApp sends none without. Choose another one.',
  },
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
  'media-missing': { title: '{{field}} is missing.', text: "The template's sample isn't sent: paste a link." },
  'media-id-not-valid': {
    title: 'That is neither a link nor an uploaded file.',
    text: 'Paste a link that starts with https://',
  },
  'media-wrong-kind': {
    title: 'It is {{found}}, and something else goes here.',
    text: '{{field}} asks for: {{wanted}}.',
  },
  'media-not-an-address': { title: "That isn't a whole link.", text: 'It must start with https://' },
  'media-address-too-long': { title: 'The link is too long.', text: 'Use a shorter one.' },
  'media-not-https': { title: "The link isn't secure.", text: 'WhatsApp only opens those that start with https://' },
  'media-has-credentials': { title: 'The link holds a user name.', text: 'WhatsApp only opens public files.' },
  'media-host-private': {
    title: 'The link is inside a private network.',
    text: "WhatsApp can't get there. Use a public one.",
  },
  'media-unreachable': { title: "The link doesn't answer.", text: '{{cause}}' },
  'media-bad-status': { title: "The link doesn't give the file.", text: 'It answers {{status}}.' },
  'media-is-a-page': { title: 'The link opens a page, not the file.', text: 'Copy the address of the file itself.' },
  'media-too-large': { title: 'The file has {{megabytes}} MB.', text: 'Up to {{limit}} MB fit.' },
  'media-redirected': { title: 'The link leads to another.', text: 'Better use the final one: {{address}}' },
  'media-host-borrowed': {
    title: "The link is WhatsApp's own and expires.",
    text: 'Use a copy of your own instead of {{host}}.',
  },
  'media-id-expired': {
    title: 'The file was uploaded 30 days ago or more.',
    text: 'WhatsApp has dropped it. Upload it again or paste a link.',
  },
  'media-id-other-number': {
    title: 'The file was uploaded for another number.',
    text: 'Upload it again or paste a link.',
  },
  'document-not-pdf': { title: "The document isn't a PDF.", text: 'It is {{found}}; WhatsApp may refuse it.' },
  'filename-missing': { title: 'The document has no name.', text: 'Your customer would see: {{name}}' },
  'filename-not-clean': { title: "The name has characters that don't pass.", text: 'It is sent as {{name}}.' },
  'coordinate-has-comma': { title: '{{field}} has a comma.', text: 'A point goes here.' },
  'coordinate-not-valid': { title: "{{field}} isn't on the map.", text: 'It goes from -{{limit}} to {{limit}}.' },
  'card-not-in-template': { title: 'One card too many.', text: 'The template has {{cards}}.' },
  'offer-expiry-not-a-time': { title: "The end of the offer can't be read.", text: 'Choose day and time.' },
  'offer-expiry-past': { title: 'The offer is over already.', text: "Choose a moment that hasn't passed." },
  'phone-not-a-number': { title: "That isn't a phone number.", text: 'Type it with its country code.' },
  'phone-needs-plus': { title: 'The country is missing.', text: 'Start with + and the country code.' },
  'phone-not-possible': { title: 'There is no such number.', text: 'In that country they have another length.' },
  'phone-only-possible': {
    title: 'Something may be missing in that number.',
    text: "It doesn't follow its country's numbering.",
  },
  'phone-brazil-ninth-digit': { title: 'Brazilian mobiles have a 9 in front.', text: 'It may be {{form}}.' },
  'phone-mexico-without-one': { title: 'Mexico no longer uses the 1.', text: 'It may be {{form}}.' },
  'phone-argentina-nine': { title: 'Argentine mobiles have a 9.', text: 'If it is a mobile, it is {{form}}.' },
  'recipient-missing': { title: 'Choose who gets it.', text: 'Find a contact or type a number.' },
  'recipient-needs-phone': {
    title: 'This template needs the phone number.',
    text: 'Only the user name of the contact is known.',
  },
  'recipient-is-own-number': { title: 'This is our own number.', text: 'Choose someone else.' },
  'recipient-too-soon': { title: 'They have just got a message.', text: 'WhatsApp asks for six seconds in between.' },
  'recipient-opted-out': {
    title: 'Asked not to get marketing.',
    text: 'Use a utility template if the subject allows.',
  },
  'recipient-in-united-states': {
    title: 'WhatsApp delivers no marketing in the United States.',
    text: 'Use a utility template if the subject allows.',
  },
  'recipient-has-other-agent': {
    title: '{{agent}} wrote {{minutes}} min ago.',
    text: 'See whether another message is needed.',
  },
  'message-sent-before': {
    title: 'The same went to this person before.',
    text: "Or may have: it isn't confirmed yet.",
  },
  unknown: { title: "The platform won't take it like this.", text: 'Check {{field}} ({{code}}).' },
} as const;

// Why a link gave no answer, by code.
export const causes = {
  timeout: 'It takes longer than we wait.',
  dns: 'Nobody has that name.',
  'no-answer': 'The site gives no answer.',
  address: "The link isn't whole.",
  'not-https': "It leads somewhere that isn't secure.",
  redirects: 'It leads to another again and again.',
  'not-public': "Its port isn't open to everyone.",
  unknown: 'Nothing came back ({{code}}).',
} as const;
