// What the keys do, for the sheet and the tooltips.
export const shortcuts = {
  title: 'Keyboard shortcuts',
  newMessage: 'Active message',
  palette: 'Everything in one line',
  search: 'Search this list',
  tabs: 'Waiting, In progress, Sent',
  nextPane: 'Next pane',
  presence: 'Presence',
  rows: 'Next or previous row',
  openRow: 'Open the row',
  goBack: 'Go back',
  go: 'Continue, Send',
  undo: 'Undo while it counts',
  star: 'Mark the template as favourite',
  wholeLine: 'Open the one line in full',
  source: 'Where the value comes from',
  thisSheet: 'This sheet',
} as const;
