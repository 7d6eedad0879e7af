// Which action a key means, anywhere in the window. Pure.

export type Action =
  'write' | 'palette' | 'search' | 'undo' | 'pane' | 'presence' | 'shortcuts' | 'waiting' | 'open' | 'sent' | 'back';
/** What of a key event decides. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** `typing` keeps single letters letters; `letters` is the person's choice to have any. */
export function actionOf(pressed: Pressed, typing: boolean, letters: boolean): Action | undefined {
  const command = pressed.ctrlKey || pressed.metaKey;
  const key = pressed.key.toLowerCase();
  if (key === 'f6') return 'pane';
  if (key === 'escape' && !command) return 'back';
  if (command && pressed.shiftKey && key === 'p') return 'presence';
  if (command && !pressed.shiftKey && !pressed.altKey) {
    if (key === 'n') return 'write';
    if (key === 'k') return 'palette';
    if (key === '1') return 'waiting';
    if (key === '2') return 'open';
    if (key === '3') return 'sent';
    if (key === 'z' && !typing) return 'undo';
    return undefined;
  }
  if (typing || !letters || command || pressed.altKey) return undefined;
  if (key === '/') return 'search';
  return key === '?' ? 'shortcuts' : undefined;
}
