// The door through a browser: POST /door/call/<Method> with the arguments as a JSON array, and a
// WebSocket for changes. The one-time token comes in the page's address, leaves it at once, and becomes
// a cookie that scripts cannot read.
import { ChangesLine } from './changes';
import { Fault, faultOf, type Commands, type Door, type ProgramLost, type Queries } from './door';
import { upload } from './upload';
import type { NotificationView } from './views';

/** Takes the one-time token out of the address, which forgets it. Empty when there is none. */
export function takeToken(page: Pick<Window, 'location' | 'history'> = window): string {
  const token = new URLSearchParams(page.location.hash.replace(/^#/, '')).get('token') ?? '';
  if (token !== '') page.history.replaceState(null, '', page.location.pathname + page.location.search);
  return token;
}

async function post(path: string, body: unknown): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (thrown) {
    throw new Fault({ code: 'program-unreachable', parameters: {}, detail: String(thrown) });
  }
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
  if (answer.status === 401) throw new Fault({ code: 'browser-not-signed-in', parameters: {}, detail: text });
  throw faultOf(new Error(text === '' ? answer.statusText : text));
}

/** Every method by its name: setPresence(…) calls /door/call/SetPresence, once the page is signed in. */
function methods<Shape extends object>(signedIn: Promise<unknown>): Shape {
  return new Proxy({} as Shape, {
    get: (_, name) => {
      if (typeof name !== 'string' || name === 'then') return undefined;
      const method = name.charAt(0).toUpperCase() + name.slice(1);
      return (...given: unknown[]) => signedIn.then(() => post(`/door/call/${method}`, given));
    },
  });
}

/** A browser shows its own notes, once the person allowed them; a click brings the page forward. */
async function notify(note: NotificationView, clicked: (rowId: string) => void): Promise<void> {
  if (!('Notification' in window) || Notification.permission === 'denied') return;
  if (Notification.permission !== 'granted' && (await Notification.requestPermission()) !== 'granted') return;
  new Notification(note.title, { body: note.body, tag: note.rowId }).onclick = () => {
    window.focus();
    clicked(note.rowId);
  };
}

/** A browser saves by itself what a link leads to. */
function saveFile(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** The address of a text is given back once the browser has taken it, which it does after the click. */
function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  saveFile(address, name);
  setTimeout(() => URL.revokeObjectURL(address));
}

/** The door through the program that served this page. */
export function browserDoor(): Door {
  const token = takeToken();
  const signedIn = token === '' ? Promise.resolve() : post('/door/session', { token });
  const noteListeners = new Set<(rowId: string) => void>();
  const clicked = (rowId: string) => noteListeners.forEach((listener) => listener(rowId));
  const lostListeners = new Set<(lost: ProgramLost | undefined) => void>();
  let line: ChangesLine | undefined;
  const commands = methods<Commands>(signedIn);
  const own: Partial<Commands> = {
    notify: (note) => notify(note, clicked),
    saveFile: async (address, name) => saveFile(address, name),
    saveText: async (text, name) => saveText(text, name),
    // Without its program the page tries to reach that first.
    tryConnectionNow: async () => (line?.lost ? line.tryNow() : commands.tryConnectionNow()),
  };
  return {
    do: new Proxy(commands, { get: (target, name) => Reflect.get(name in own ? own : target, name) as unknown }),
    ask: methods<Queries>(signedIn),
    watch: (listener) => {
      const opened = new ChangesLine(listener, (lost) => lostListeners.forEach((told) => told(lost)));
      line = opened;
      // A page that was not let in hears it from its first call.
      signedIn.then(
        () => opened.open(),
        () => undefined,
      );
      return () => opened.close();
    },
    onProgramLost: (listener) => {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
    upload: (...given) => signedIn.then(() => upload(...given)),
    nameWindow: (title) => (document.title = title),
    onNoteClick: (listener) => {
      noteListeners.add(listener);
      return () => noteListeners.delete(listener);
    },
  };
}
