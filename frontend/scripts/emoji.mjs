// Makes the lists of emoji in three languages out of the package emojibase-data, which is too large to be
// a dependency for what is taken from it. After `npm pack emojibase-data@17.0.0` and unpacking it:
// node scripts/emoji.mjs FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node scripts/emoji.mjs FOLDER of emojibase-data');

/** Newer ones are an empty box on many computers and phones. */
const versionMax = 15;
/** The groups of Unicode by number; 2 holds parts that stand nowhere alone. */
const groups = {
  0: 'people',
  1: 'body',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activity',
  7: 'things',
  8: 'symbols',
  9: 'flags',
};
const output = fileURLToPath(new URL('../src/features/talk/emoji/', import.meta.url));

for (const [language, source] of Object.entries({ es: 'es', 'pt-BR': 'pt', en: 'en' })) {
  const all = JSON.parse(readFileSync(join(folder, source, 'data.json'), 'utf8'));
  const shown = all.filter(({ group, version }) => group in groups && version <= versionMax);
  shown.sort((a, b) => a.group - b.group || a.order - b.order);
  const lines = shown.map(({ emoji, label, tags = [], group }, index) => {
    const head = shown[index - 1]?.group === group ? '' : `# ${groups[group]}\n`;
    const words = tags.filter((tag) => !label.includes(tag));
    return `${head}${emoji} ${label}${words.length > 0 ? `|${words.join(' ')}` : ''}`;
  });
  writeFileSync(join(output, `${language}.txt`), `${lines.join('\n')}\n`);
}
