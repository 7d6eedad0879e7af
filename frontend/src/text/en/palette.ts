// One line for everything.
export const palette = {
  title: 'One line',
  placeholder: 'Template, person, values… or where to go',
  noneFound: 'Nothing matches.',
  goTo: 'Go to',
  actions: 'Actions',
  templates: 'Templates',
  contacts: 'Contacts',
  sends: 'Sends',
  searchSent: 'Search Sent for “{{text}}”',
} as const;
