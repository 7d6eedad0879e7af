// The only room that sees generated code. Everything else imports the door and its shapes from here.
import type { Door } from './door';

export { Fault, faultOf } from './door';
export type { Commands, Door, ProgramLost, Queries } from './door';
export type * from './views';
export { noBlip } from './blip';

/** The door of this place: the window's own when the program drew it, else the browser's. */
export async function openDoor(): Promise<Door> {
  if ('go' in window) return (await import('./wails')).wailsDoor();
  return (await import('./browser')).browserDoor();
}
