// How the window looks: theme, density, motion. The choice is kept in the browser's own storage, so
// that public/appearance.js can apply it before the first paint; the platform never needs it.

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'normal' | 'compact';
export type Motion = 'system' | 'less';
export type Appearance = { theme: Theme; density: Density; motion: Motion };

const prefix = 'activa.';
const darkWanted = '(prefers-color-scheme: dark)';

function stored(name: keyof Appearance): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null; // storage may be switched off; the defaults still work
  }
}

/** The stored choice; anything unknown reads as the default. */
export function appearance(): Appearance {
  const theme = stored('theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: stored('density') === 'compact' ? 'compact' : 'normal',
    motion: stored('motion') === 'less' ? 'less' : 'system',
  };
}

/** Stores what is given and shows it at once. */
export function setAppearance(change: Partial<Appearance>): void {
  const next = { ...appearance(), ...change };
  try {
    for (const [name, value] of Object.entries(next)) localStorage.setItem(prefix + name, value);
  } catch {
    // Not storable: shown until the window closes.
  }
  show(next);
}

/** Keeps the theme true to the system's while the choice is `system`. Returns how to stop. */
export function followAppearance(): () => void {
  const system = matchMedia(darkWanted);
  const follow = () => show(appearance());
  follow();
  system.addEventListener('change', follow);
  return () => system.removeEventListener('change', follow);
}

function show({ theme, density, motion }: Appearance): void {
  const dark = theme === 'dark' || (theme === 'system' && matchMedia(darkWanted).matches);
  Object.assign(document.documentElement.dataset, { theme: dark ? 'dark' : 'light', density, motion });
}
