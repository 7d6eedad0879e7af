import { expect, test } from 'vitest';
import { setLanguage } from '../../text';
import { troubleText, wayOutOf, type WayOut } from './checkWords';

// Each of the eight bad inputs has its own sentence and its own way out, in three languages.
const eight: Record<string, { code: string; facts: Record<string, string>; way: WayOut }> = {
  'wrong key': { code: 'credentials-refused', facts: { bot: 'tienda' }, way: 'fixKey' },
  'right key of the wrong bot': { code: 'key-of-another-bot', facts: { bot: 'tienda' }, way: 'fixKey' },
  'key without rights': { code: 'key-without-rights', facts: {}, way: 'copyRequest' },
  'expired token': { code: 'token-expired', facts: {}, way: 'fixToken' },
  'contract that does not exist': { code: 'contract-unknown', facts: { contract: 'sur' }, way: 'fixContract' },
  'captive portal': { code: 'captive-portal', facts: { host: 'sur.ws.msging.net' }, way: 'retry' },
  'clock wrong by a day': { code: 'clock-wrong', facts: { minutes: '1440' }, way: 'retry' },
  'TLS interception': { code: 'tls-intercepted', facts: { issuer: 'Entregas' }, way: 'addCertificate' },
};

for (const language of ['es', 'pt-BR', 'en'] as const) {
  test(`each bad input has a sentence and a way out that no other has: ${language}`, () => {
    setLanguage(language);
    const said = Object.values(eight).map(({ code, facts }) =>
      troubleText({ step: 'sign-in', state: 'failed', code, facts, milliseconds: 0, detail: '' }),
    );
    for (const { title, text } of said) {
      expect(`${title} ${text}`).not.toMatch(/\{\{|undefined/);
      expect([title.length > 10, text.length > 10]).toEqual([true, true]);
    }
    expect(new Set(said.map(({ title }) => title)).size, 'sentences').toBe(8);
    expect(new Set(said.map(({ text }) => text)).size, 'ways out').toBe(8);
  });
}

test('no language says what another says', () => {
  const titles = (['es', 'pt-BR', 'en'] as const).map((language) => {
    setLanguage(language);
    const step = { step: 'tls', state: 'failed', facts: {}, milliseconds: 0, detail: '' };
    return Object.values(eight).map(({ code }) => troubleText({ ...step, code }).title);
  });
  for (const at of Object.keys(eight).keys()) expect(new Set(titles.map((all) => all[at])).size).toBe(3);
});

test('the button beside it leads there', () => {
  for (const { code, way } of Object.values(eight)) expect(wayOutOf(code)).toBe(way);
});
