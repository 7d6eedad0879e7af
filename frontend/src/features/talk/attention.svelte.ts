// Whether somebody looks at this window: it is visible and has the focus.
export class Attention {
  here = $state.raw(document.visibilityState === 'visible' && document.hasFocus());

  /** Begins to look; the returned function ends it. */
  open(): () => void {
    const look = () => (this.here = document.visibilityState === 'visible' && document.hasFocus());
    look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    };
  }
}
