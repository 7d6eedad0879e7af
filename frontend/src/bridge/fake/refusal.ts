import { Fault } from '../door';

/** What a command or a question is refused with. */
export const refusal = (code: string) => new Fault({ code, parameters: {}, detail: `fake: ${code}` });
