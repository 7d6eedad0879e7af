// Where floating things (menus, tooltips, sheets) are drawn, and how the window behind a sheet is
// held back. A window marks its root with data-window; everything that must stay reachable above a
// sheet (toasts, live regions) stands outside of that root.

let holders = 0;

/** Makes the window behind inert until the returned function is called. Sheets may nest. */
export function holdWindowBack(): () => void {
  holders += 1;
  mark();
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    holders -= 1;
    mark();
  };
}

function mark(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-window]')) root.inert = holders > 0;
}

const focusable = 'button, input, textarea, select, a[href], [tabindex]';

/**
 * Where focus goes when something opens: to what asks for it with data-first, else to the first
 * empty field, else to the first control, else to the thing itself.
 */
export function firstToFocus(inside: HTMLElement): HTMLElement {
  const asked = inside.querySelector<HTMLElement>('[data-first]');
  if (asked) return asked;
  const controls = controlsOf(inside);
  const empty = controls.find((element) => 'value' in element && !isButton(element) && element.value === '');
  return empty ?? controls[0] ?? inside;
}

/** Tab goes round inside: from the last control to the first one, and back with Shift. */
export function goRound(event: KeyboardEvent, inside: HTMLElement): void {
  if (event.key !== 'Tab') return;
  const controls = controlsOf(inside);
  const [from, to] = event.shiftKey ? [controls[0], controls.at(-1)] : [controls.at(-1), controls[0]];
  if (!to || document.activeElement !== from) return;
  event.preventDefault();
  to.focus();
}

/** What Tab stops at, in its order. */
function controlsOf(inside: HTMLElement): HTMLElement[] {
  return [...inside.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.getClientRects().length > 0,
  );
}

function isButton(element: HTMLElement): boolean {
  return element instanceof HTMLButtonElement || (element instanceof HTMLInputElement && element.type === 'checkbox');
}
