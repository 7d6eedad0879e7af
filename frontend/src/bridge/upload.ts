// POST /upload, the same in the window and in a browser: the file goes as the body, and the answer comes in
// lines of JSON: {"sent": bytes} while it is on its way, at the end the UploadView or {"fault": FaultView}.
import { Fault, faultOf } from './door';
import type { FaultView, UploadView } from './views';

type Line = { sent: number } | { fault: FaultView } | UploadView;

/** Gives a file to the platform; told gets the bytes that are over. Rejects with a Fault, or when aborted. */
export async function upload(
  file: File,
  ticketId: string,
  told: (sent: number) => void,
  signal: AbortSignal,
): Promise<UploadView> {
  const query = new URLSearchParams({ ticket: ticketId, name: file.name });
  // The window's own scheme hands over bytes, not files.
  const body = await file.arrayBuffer();
  let answer: Response;
  try {
    answer = await fetch(`/upload?${query}`, { method: 'POST', body, signal });
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new Fault({ code: 'program-unreachable', parameters: {}, detail: String(thrown) });
  }
  if (!answer.ok) throw faultOf(new Error(await answer.text()));
  for await (const line of lines(answer)) {
    if ('url' in line) return line;
    if ('fault' in line) throw new Fault(line.fault);
    told(line.sent);
  }
  throw new Fault({ code: 'program-unreachable', parameters: {}, detail: 'the answer ended early' });
}

async function* lines(answer: Response): AsyncGenerator<Line> {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += value ?? '';
    const whole = rest.split('\n');
    rest = whole.pop() ?? '';
    for (const text of whole) yield JSON.parse(text) as Line;
    if (done) return;
  }
}
