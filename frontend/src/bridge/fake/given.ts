// What was filled in when the messages of the past were sent.
import type { SentRow } from '../views';
import type { FakeProgram } from './program';
import { written, type Written } from './written';

type Values = Record<string, string>;

const given: Record<string, Values> = {
  aviso_demora: { 'body.pedido': 'A-20398' },
  recordatorio_cita: { 'body.2': 'jueves 26', 'body.3': '15:30' },
};
const file = 'https://cdn.example/hoy.jpg';

/** The values of a message, and with them the files that stand in its headers. */
export function givenIn(fake: FakeProgram, row: SentRow): { template: Written; values: Values; drawn: Values } {
  const template = fake.templates.get(row.templateId)?.written ?? (written[0] as Written);
  const [first] = row.name.split(' ');
  const named: Values = first ? { 'body.1': first, 'body.nome': first } : {};
  const values = fake.handed.get(row.id)?.values ?? { ...template.examples, ...given[template.name], ...named };
  const files: Values = template.header?.kind === 'image' ? { 'header.media': file } : {};
  for (const index of template.cards?.keys() ?? []) files[`card.${index}.header.media`] = file;
  return { template, values, drawn: { ...files, ...values } };
}
