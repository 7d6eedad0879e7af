// The parts of a screen that the keyboard leads to.

/** Goes to the next pane: to itself where it takes the focus, else to its rows or its first button. */
export function nextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(here + 1) % panes.length];
  const inside = pane?.tabIndex === 0 ? pane : pane?.querySelector<HTMLElement>('[role="listbox"], button');
  inside?.focus();
}

/** Puts the caret into the search field of what is on the screen; false when there is none. */
export function searchHere(): boolean {
  const field = document.querySelector<HTMLElement>('.window :is(.column, .board__head) [role="searchbox"]');
  field?.focus();
  return field !== null;
}
