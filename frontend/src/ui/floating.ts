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
