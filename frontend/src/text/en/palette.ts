// One line for everything.
export const palette = {
  title: 'One line',
  placeholder: 'Template, person, values… or where to go',
  noneFound: 'Nothing matches.',
  open: 'Open',
  goOnHere: 'Go on in this line',
  oneLine: 'Message in one line',
  complete: 'Complete',
  next: 'Next value',
  openWhole: 'Open in full',
  send: 'Send',
  goTo: 'Go to',
  actions: 'Actions',
  templates: 'Templates',
  contacts: 'Contacts',
  sends: 'Sends',
  searchSent: 'Search Sent for “{{text}}”',
} as const;
