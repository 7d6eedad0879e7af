// What a variable that has only a number is called: by the thing that is named before it, by what the
// template's example is, or by the words before it, whichever says most. Pure: words of ours come in by their key.

/** Words of the template, one of the names that the texts have, or a value like that of the example. */
export type Label = { words: string } | { known: 'name' | 'amount' | 'share' | 'date' | 'time' } | { example: string };

/** Longer than this, the words before a variable are a sentence and no name for it. */
const wordsMax = 24;

const greetings =
  /^(hola|ol[áa]|oi|hi|hello|hey|dear|gracias|obrigad[oa]|thank you|thanks|estimad[oa]|querid[oa]|prezad[oa]|buen(os|as) (d[íi]as|tardes|noches)|bo[am] (dia|tarde|noite))$/i;
const lexicon = (words: string) => new Set(words.split(' '));
/** They join two thoughts: what stands before them belongs to another one. */
const joints = lexicon('y e and o u or ou que that porque because pero mas but como quien');
/** They say nothing at the head of a name. */
const openers = lexicon(
  'tu tus su sus seu sua seus suas your the a an el la los las un una um uma o os as ya já already hoy hoje today ' +
    'ahora agora now is are es é son de del do da dos das of por for en em in no na con com with al ao à às to at on ' +
    'para hasta até until entre between antes before só just nos te me les lhe you mañana amanhã tomorrow semana week',
);
/** Nor do they at its end. */
const closers = lexicon('el la los las un una um uma a o as the an your tu su seu sua de del do da of');
/** After one of these stands the thing itself, whatever was said before. */
const determiners = lexicon(
  'el la los las un una um uma os as tu tus su sus seu sua seus suas your the an del do da dos das al ao',
);
/** What is theirs is the value itself: the words before it are of something else. */
const possessives = lexicon('tu tus su sus seu sua seus suas your');

type Known = 'amount' | 'share' | 'date' | 'time';
const weekdays =
  '(lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|segunda|ter[çc]a|quarta|quinta|sexta|' +
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|ma[ñn]ana|amanh[ãa]|tomorrow|hoy|hoje|today)';
const months = '(january|february|march|april|may|june|july|august|september|october|november|december)';
const examples: [known: Known, form: RegExp][] = [
  ['amount', /^(R\$|US\$|\$|€|£|S\/)\s?\d[\d.,]*$|^\d[\d.,]*\s?(€|USD|BRL|COP|MXN|ARS|pesos|reais)$/i],
  ['share', /^\d+([.,]\d+)?\s?%$/],
  ['date', /^\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?(?!\d)|^\d{4}-\d\d-\d\d$|^\d{1,2}\.?º? de \p{L}+/u],
  ['date', new RegExp(`^${weekdays}(?![\\p{L}])|^${months} \\d`, 'iu')],
  [
    'time',
    /^((entre|between|de|desde|from|antes de|before|até|hasta|until)\s)?((las?|as|às)\s)?\d{1,2}(:\d\d|\s?h(\d\d)?|\s?(hs|am|pm))(?!\p{L})/iu,
  ],
];

/**
 * The label of a variable: `context` are the words before it, with a comma at their end where somebody is
 * addressed; `first` says that it is the first one of its text.
 */
export function labelOf(context: string, example: string, first: boolean): Label | undefined {
  const plain = context.replace(/^[-•¡¿"“'(\s]+/u, '').trim();
  const addressed = plain.endsWith(',');
  const before =
    plain
      .replace(/,$/, '')
      .split(/[,;:]\s/)
      .at(-1) ?? '';
  if (greetings.test(before) || (first && addressed)) return { known: 'name' };
  const words = before.split(/\s+/).filter(Boolean);
  const said = thing(words) || named(words);
  const known = examples.find(([, form]) => form.test(example.trim()))?.[0];
  if (said !== '' && said.length <= wordsMax && speaks(words, said, known)) return { words: said };
  if (known) return { known };
  if (example.trim() !== '') return { example: example.trim() };
  return before !== '' && before.length <= wordsMax ? { words: before } : undefined;
}

/** Whether the words tell more of the value than its example does. */
function speaks(words: readonly string[], said: string, known: Known | undefined): boolean {
  if (said === thing(words)) return true;
  if (possessives.has(words.at(-1)?.toLowerCase() ?? '')) return false;
  if (known === 'amount' || known === 'share') return false;
  // Three words are all that is handed over: in the middle of a sentence they are its torn off end.
  return known === undefined || said.split(' ').length < 3 || /^\p{Lu}/u.test(said);
}

/** The one word after the last article or possessive: a thing, whatever was said before. Empty when there is none. */
function thing(words: readonly string[]): string {
  const low = words.map((word) => word.toLowerCase());
  let to = words.length;
  while (to > 0 && closers.has(low[to - 1] ?? '')) to -= 1;
  return determiners.has(low[to - 2] ?? '') ? (words[to - 1] ?? '') : '';
}

/** The words that name something: after the last joint, without what only leads in or out. */
function named(words: readonly string[]): string {
  const low = words.map((word) => word.toLowerCase());
  let from = low.findLastIndex((word, at) => joints.has(word) && at < low.length - 1) + 1;
  let to = words.length;
  while (from < to && openers.has(low[from] ?? '')) from += 1;
  while (to > from && closers.has(low[to - 1] ?? '')) to -= 1;
  return words.slice(from, to).join(' ');
}
