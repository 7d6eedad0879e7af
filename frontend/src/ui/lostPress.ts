/** Further than this between press and release is a drag, in pixels. */
const slip = 5;

const isOnRow = ({ target }: Event) => target instanceof Element && target.closest('[role="option"]') !== null;

/**
 * Attached to a list: tells of a press that began on a row and ended beside every row although the pointer stayed.
 * The list was drawn anew, or still scrolled, under the pointer; then the browser tells no row of the click.
 */
export function lostPress(onlost: () => void) {
  return (root: HTMLElement) => {
    let began: PointerEvent | undefined;
    const begin = (event: PointerEvent) => (began = isOnRow(event) ? event : undefined);
    const end = (event: MouseEvent) => {
      const stayed = began && Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY) <= slip;
      began = undefined;
      if (stayed && !isOnRow(event)) onlost();
    };
    root.addEventListener('pointerdown', begin);
    root.addEventListener('click', end);
    return () => {
      root.removeEventListener('pointerdown', begin);
      root.removeEventListener('click', end);
    };
  };
}
