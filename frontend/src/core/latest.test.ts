import { expect, test } from 'vitest';
import { latest } from './latest';

/** Questions that are answered when the test says so. */
function slow() {
  const asked: { question: string; answer: (text: string) => void; refuse: (why: string) => void }[] = [];
  const ask = (question: string) => new Promise<string>((answer, refuse) => asked.push({ question, answer, refuse }));
  return { asked, ask };
}
const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

test('of the questions asked while one is under way only the newest follows', async () => {
  const { asked, ask } = slow();
  const answers: string[] = [];
  const review = latest(ask, (answer) => answers.push(answer));
  for (const key of ['a', 'av', 'avi', 'avis']) review.ask(key);
  expect(asked.map(({ question }) => question)).toEqual(['a']);
  asked[0]?.answer('A');
  await settled();
  expect(asked.map(({ question }) => question)).toEqual(['a', 'avis']);
  asked[1]?.answer('AVIS');
  await settled();
  expect(answers).toEqual(['A', 'AVIS']);
});

test('after a drop nothing of before is settled, and asking goes on', async () => {
  const { asked, ask } = slow();
  const answers: string[] = [];
  const review = latest(ask, (answer) => answers.push(answer));
  review.ask('old');
  review.drop();
  review.ask('new');
  asked[0]?.answer('OLD');
  await settled();
  asked[1]?.answer('NEW');
  await settled();
  expect(answers).toEqual(['NEW']);
});

test('a refused question does not stop the next one', async () => {
  const { asked, ask } = slow();
  const answers: string[] = [];
  const refused: unknown[] = [];
  const review = latest(
    ask,
    (answer) => answers.push(answer),
    (why) => refused.push(why),
  );
  review.ask('a');
  asked[0]?.refuse('no line');
  await settled();
  review.ask('b');
  asked[1]?.answer('B');
  await settled();
  expect([answers, refused]).toEqual([['B'], ['no line']]);
});
