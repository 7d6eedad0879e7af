// The emoji that this person used last, on this computer.
const key = 'activa.emoji';
const recentMax = 18;

export function recentEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, recentMax) : [];
  } catch {
    return []; // storage may be switched off or hold something else
  }
}

export function rememberEmoji(symbol: string): void {
  const kept = [symbol, ...recentEmoji().filter((one) => one !== symbol)].slice(0, recentMax);
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Not storable: the next one is found by name.
  }
}
