// Who gets the message, and the guards before Continue.
export const recipient = {
  someone: 'Someone',
  title: 'Recipient',
  contact: 'Contact',
  newNumber: 'New number',
  search: 'Name, phone or e-mail',
  results: 'Contacts found',
  noneFound: 'Nobody has that name.',
  writeNew: 'Write to {{phone}}',
  country: 'Country',
  phone: 'Phone',
  phoneHint: 'Paste it as it comes',
  name: 'Name',
  nameHint: 'What they are called',
  remove: 'Remove {{name}}',
  chooseOther: 'Choose someone else',
  saveForLater: 'Keep for later',
  noPhone: 'No number, user only',
  lastContact: 'Last contact {{when}}',
  storedAs: 'The number becomes {{phone}} (E.164: {{e164}}).',
  useContact: 'Use {{name}}',
  useNumber: 'Use {{phone}}',
  searching: 'Searching contacts',
  searchFailed: "The search didn't work. With the whole number you can go on.",
  searchOffline: 'No line: searching what is stored.',
} as const;

// One line each under the recipient, by code.
export const guards = {
  'no-open-ticket': 'No open ticket',
  'open-ticket': {
    title: '{{name}} has an open ticket',
    text: '{{agent}} has had it since {{since}}. While it is open, no active message goes out.',
  },
  'open-ticket-waiting': {
    title: '{{name}} has a waiting ticket',
    text: 'It has waited since {{since}}. While it is open, no active message goes out.',
  },
  'open-ticket-reserved': {
    title: '{{name}} has a waiting ticket',
    text: 'It has waited for {{agent}} since {{since}}. While it is open, no active message goes out.',
  },
  'open-ticket-mine': {
    title: '{{name}} already has a ticket with you',
    text: 'Go on with it in In progress. While it is open, no active message goes out.',
  },
  'not-checked': "Couldn't check for an open ticket. It is checked on sending.",
  'reply-to-you': 'The reply comes to you',
  'reply-waits': 'The reply waits for you',
  'other-agent-recently': '{{agent}} wrote {{ago}} ago',
  'same-template-recently': 'Already got this template {{ago}} ago',
  'opted-out': {
    title: 'Asked not to get marketing',
    text: "Choose a template that isn't marketing, or another person.",
  },
  'own-number': { title: 'This is our own number', text: "WhatsApp doesn't send messages from a number to itself." },
  'known-number': 'Already in Contacts, as {{name}}.',
  'invalid-number': 'No such number',
  'doubtful-number': 'Something may be missing in that number',
  'daily-count': 'Got {{got}} of {{max}} messages today',
  unknown: 'Another condition of the platform: {{code}}',
} as const;
