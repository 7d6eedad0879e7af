// The door through a browser: POST /door/call/<Method> with the arguments as a JSON array, and a
// WebSocket for changes. The one-time token comes in the page's address, leaves it at once, and becomes
// a cookie that scripts cannot read.
import { Fault, faultOf, type Commands, type Door, type Queries } from './door';
import { upload } from './upload';
import type { Change, FaultView, NotificationView } from './views';

/** Waits between two tries to reach the changes again, in milliseconds; the last one repeats. */
const retryWaits = [100, 250, 500, 1000, 2000, 5000];

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

/** A line that was lost and found again may have missed something: only a new snapshot is sure. */
function resync(fault?: FaultView): Change {
  return { revision: 0, now: 0, resync: true, ...(fault && { fault }) };
}

function watch(signedIn: Promise<unknown>, listener: (change: Change) => void): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let stopped = false;
  let wasOpen = false;

  function connect(): void {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(`${scheme}//${location.host}/door/changes`);
    socket.onopen = () => {
      if (wasOpen) listener(resync());
      wasOpen = true;
      tries = 0;
    };
    socket.onmessage = ({ data }) => listener(JSON.parse(String(data)) as Change);
    socket.onclose = () => {
      if (stopped) return;
      timer = setTimeout(connect, retryWaits[Math.min(tries, retryWaits.length - 1)]);
      tries += 1;
    };
  }

  // A page that was not let in hears it from its first call.
  signedIn.then(
    () => !stopped && connect(),
    () => undefined,
  );
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
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

/** The door through the program that served this page. */
export function browserDoor(): Door {
  const token = takeToken();
  const signedIn = token === '' ? Promise.resolve() : post('/door/session', { token });
  const noteListeners = new Set<(rowId: string) => void>();
  const clicked = (rowId: string) => noteListeners.forEach((listener) => listener(rowId));
  const commands = methods<Commands>(signedIn);
  return {
    do: new Proxy(commands, {
      get: (target, name) =>
        name === 'notify' ? (note: NotificationView) => notify(note, clicked) : Reflect.get(target, name),
    }),
    ask: methods<Queries>(signedIn),
    watch: (listener) => watch(signedIn, listener),
    upload: (...given) => signedIn.then(() => upload(...given)),
    onNoteClick: (listener) => {
      noteListeners.add(listener);
      return () => noteListeners.delete(listener);
    },
  };
}
