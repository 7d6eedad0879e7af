// The door through a browser: POST /door/<Method> with the arguments as a JSON array, and a WebSocket
// for changes. The one-time token comes in the page's address and leaves it at once.
import { Fault, faultOf, type Commands, type Door, type Queries } from './door';
import type { Change, FaultView } from './views';

const tokenKey = 'activa.token';
/** Waits between two tries to reach the changes again, in milliseconds; the last one repeats. */
const retryWaits = [100, 250, 500, 1000, 2000, 5000];

/** Takes the token out of the address, keeps it for this tab, and gives it. Empty when there is none. */
export function takeToken(page: Pick<Window, 'location' | 'history' | 'sessionStorage'> = window): string {
  const fragment = new URLSearchParams(page.location.hash.replace(/^#/, ''));
  const given = fragment.get('token');
  if (given !== null) {
    page.sessionStorage.setItem(tokenKey, given);
    page.history.replaceState(null, '', page.location.pathname + page.location.search);
  }
  return page.sessionStorage.getItem(tokenKey) ?? '';
}

async function call(token: string, method: string, given: unknown[]): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(`/door/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Activa-Token': token },
      body: JSON.stringify(given),
    });
  } catch (thrown) {
    throw new Fault({ code: 'program-unreachable', parameters: {}, detail: String(thrown) });
  }
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
  throw faultOf(new Error(text === '' ? answer.statusText : text));
}

/** Every method by its name: setPresence(…) calls /door/SetPresence. */
function methods<Shape extends object>(token: string): Shape {
  return new Proxy({} as Shape, {
    get: (_, name) => {
      if (typeof name !== 'string' || name === 'then') return undefined;
      const method = name.charAt(0).toUpperCase() + name.slice(1);
      return (...given: unknown[]) => call(token, method, given);
    },
  });
}

/** A line that was lost and found again may have missed something: only a new snapshot is sure. */
function resync(fault?: FaultView): Change {
  return { revision: 0, now: 0, resync: true, ...(fault && { fault }) };
}

function watch(token: string, listener: (change: Change) => void): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let stopped = false;
  let wasOpen = false;

  function connect(): void {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(`${scheme}//${location.host}/door/changes?token=${encodeURIComponent(token)}`);
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

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}

/** The door through the program that served this page. */
export function browserDoor(): Door {
  const token = takeToken();
  return {
    do: methods<Commands>(token),
    ask: methods<Queries>(token),
    watch: (listener) => watch(token, listener),
  };
}
