// Why a send failed, by key: in plain words, and what is true.
export const reasons = {
  unknown: {
    title: 'It could not be delivered',
    text: "The platform gave a reason we don't know. It is under Technical detail.",
  },
  undeliverable: {
    title: 'It could not be delivered',
    text: "WhatsApp doesn't reach this number. Check it with the customer.",
  },
  'in-attendance': {
    title: 'Someone is already helping them',
    text: 'There was an open ticket at the moment of sending.',
  },
  'agent-not-online': { title: "You weren't online", text: "The platform sends only while you're Online." },
  'window-closed': { title: 'The 24 h are over', text: 'Writing again takes a template.' },
  'held-back': {
    title: 'WhatsApp held back this marketing message',
    text: 'This customer gets a lot already. Try tomorrow, or a utility template if the subject allows.',
  },
  'opted-out': { title: 'Asked not to get marketing', text: "Don't send this kind again." },
  experiment: {
    title: 'WhatsApp delivers no marketing to this person',
    text: 'Reach them another way and ask them to write first.',
  },
  'too-many-to-customer': { title: 'Too many messages in a row to this person', text: 'Wait a few minutes.' },
  'own-number': { title: 'This is our own number', text: 'Choose the person again.' },
  'number-not-allowed': {
    title: "The account is a test one and this number isn't on its list",
    text: 'Whoever runs the account can add it.',
  },
  'country-not-allowed': { title: "The account can't write to this country", text: 'Reach them another way.' },
  'needs-phone': {
    title: 'This template needs the phone number',
    text: 'Only the user name of the contact is known.',
  },
  'identity-changed': {
    title: 'The customer changed phone or reinstalled',
    text: "Confirm it's the same person, then send again.",
  },
  'values-mismatch': { title: 'The template changed', text: 'It no longer has the same values. Fill it again.' },
  'template-gone': { title: 'The template is gone in that language', text: 'Choose another.' },
  'template-paused': { title: 'WhatsApp paused the template for low quality', text: 'Use another meanwhile.' },
  'template-disabled': { title: 'WhatsApp disabled the template', text: 'A new one is needed.' },
  'text-too-long': { title: 'The message got too long', text: 'Shorten the values.' },
  'content-refused': {
    title: 'WhatsApp refused the content',
    text: 'Change the values; if it stays, tell your supervisor.',
  },
  'value-invalid': { title: 'WhatsApp refused a value', text: 'The detail says which. Correct it and send again.' },
  'value-missing': { title: 'A value was missing', text: 'The detail says which. Fill it and send again.' },
  'media-not-fetched': { title: "WhatsApp couldn't open the file", text: 'Check link, type and size.' },
  'not-supported': { title: "The platform doesn't send this kind of message", text: 'Choose another template.' },
  'our-fault': {
    title: 'The request was built wrong',
    text: "That's a defect of Activa. Copy the detail for support.",
  },
  'account-problem': {
    title: "The company's WhatsApp account has a problem",
    text: 'Nobody can send until it is fixed.',
  },
  'payment-problem': {
    title: 'A payment is missing on the WhatsApp account',
    text: 'Nobody can send templates until it is fixed.',
  },
  'permission-missing': { title: 'The account lacks a permission', text: 'Whoever runs it can grant it.' },
  'spam-limit': { title: 'WhatsApp limited this number for blocks and complaints', text: 'Wait before sending more.' },
  'rate-limit': { title: 'Too much was sent at once', text: 'It works again in a few minutes.' },
  'service-down': { title: "WhatsApp isn't answering", text: 'Try in a few minutes.' },
  'blocked-by-recipient': { title: "They don't get messages from this number", text: 'Reach them another way.' },
  'disk-full': {
    title: 'The platform has no room left',
    text: 'Nothing left. Free some disk space or tell your supervisor, then send it again.',
  },
  'not-taken': { title: "The platform didn't take it", text: 'Nothing left. You can send it again.' },
} as const;

// The one next step after a failure, in the words of its outcome.
export const actions = {
  'correct-value': 'Correct the value',
  'other-number': 'Try another number',
  'other-template': 'Choose another template',
  wait: 'Send later',
  'send-again': 'Send again',
  'open-ticket': 'View the ticket',
  'go-online': 'Go online',
  'ask-supervisor': 'Tell the supervisor',
  none: 'Nothing to do',
} as const;
