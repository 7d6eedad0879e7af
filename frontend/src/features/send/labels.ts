// What a variable that has only a number is called: guessed from the words before it, and where those
// say nothing, from the template's example. Pure: words of ours come in by their key.

/** Words of the template, or one of the names that the texts have. */
export type Label = { words: string } | { known: 'name' | 'amount' | 'share' | 'date' | 'time' };

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
    'para hasta até until entre between antes before só just nos te me les lhe',
);
/** Nor do they at its end. */
const closers = lexicon('el la los las un una um uma o a os as the an your tu su seu sua de del do da of');

const examples: [known: 'amount' | 'share' | 'date' | 'time', form: RegExp][] = [
  ['amount', /^(R\$|US\$|\$|€|£|S\/)\s?\d[\d.,]*$|^\d[\d.,]*\s?(€|USD|BRL|COP|MXN|ARS|pesos|reais)$/i],
  ['share', /^\d+([.,]\d+)?\s?%$/],
  ['date', /^\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?$|^\d{4}-\d\d-\d\d$|^\d{1,2}\.?º? de \p{L}+/u],
  ['time', /^\d{1,2}(:\d\d|\s?h)(\s?\d\d)?\s?(h|hs|am|pm)?$/i],
];

/**
 * The label of a variable: `context` are the words before it, with a comma at their end where somebody is
 * addressed; `first` says that it is the first one of its text.
 */
export function labelOf(context: string, example: string, first: boolean): Label | undefined {
  const plain = context.replace(/^[¡¿"“'(]+/u, '').trim();
  const addressed = plain.endsWith(',');
  const before =
    plain
      .replace(/,$/, '')
      .split(/[,;:]\s/)
      .at(-1) ?? '';
  if (greetings.test(before) || (first && addressed)) return { known: 'name' };
  const said = named(before.split(/\s+/).filter(Boolean));
  if (said !== '' && said.length <= wordsMax) return { words: said };
  const known = examples.find(([, form]) => form.test(example.trim()))?.[0];
  if (known) return { known };
  return before !== '' && before.length <= wordsMax ? { words: before } : undefined;
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
