import { beforeEach, expect, test } from 'vitest';
import early from '../../public/appearance.js?raw';
import { appearance, followAppearance, setAppearance } from './appearance';

const root = document.documentElement;
const shown = () => [root.dataset['theme'], root.dataset['density'], root.dataset['motion']];
beforeEach(() => localStorage.clear());

/** Runs what index.html runs before the first paint, on a root without any choice. */
function paintFirst() {
  for (const name of ['data-theme', 'data-density', 'data-motion']) root.removeAttribute(name);
  const script = document.createElement('script');
  script.textContent = early;
  document.head.append(script);
  script.remove();
}

test.each([
  [{}, ['light', 'normal', 'system']],
  [{ theme: 'dark', density: 'compact', motion: 'less' } as const, ['dark', 'compact', 'less']],
  [{ theme: 'light' } as const, ['light', 'normal', 'system']],
])('%j looks the same before and after the window starts', (choice, expected) => {
  setAppearance(choice);
  expect(shown()).toEqual(expected);
  paintFirst();
  expect(shown()).toEqual(expected);
});

test('what is stored and makes no sense reads as the default', () => {
  localStorage.setItem('activa.theme', 'mauve');
  localStorage.setItem('activa.density', '');
  expect(appearance()).toEqual({ theme: 'system', density: 'normal', motion: 'system' });
  paintFirst();
  const early = shown();
  const stop = followAppearance();
  expect(shown()).toEqual(early);
  stop();
});
