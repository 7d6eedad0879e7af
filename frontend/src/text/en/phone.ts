// What WhatsApp itself writes on the customer's phone, and what we note about it.
export const phone = {
  readMore: 'Read more',
  allOptions: 'See all options',
  allOptionsTitle: 'All options',
  offerCode: 'code {{code}}',
  offerEnds: 'Ends {{when}}',
  today: 'today',
  headerImage: 'Picture of the message',
  imageHere: 'An image goes here',
  videoHere: 'A video goes here',
  documentHere: 'A document goes here',
  locationHere: 'A location goes here',
  unknownPart: "This part can't be drawn: {{kind}}",
} as const;

// What is to be known of how phones and computers show a message, by code.
export const notes = {
  'not-on-desktop': 'Not visible on WhatsApp for desktop.',
  'read-more': 'The text is cut with Read more where the line is.',
  'see-all-options': 'The phone shows two buttons; the rest are under See all options.',
  'value-may-be-style': 'A value has marks that WhatsApp may show bold or italic.',
  'call-permission': 'Asks for permission to call.',
  unknown: 'Another note of the platform: {{code}}',
} as const;
