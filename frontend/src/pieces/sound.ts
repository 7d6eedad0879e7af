// The short sounds of a note, made here and now: two soft tones, rising for a reply, falling for somebody
// who waits. Nothing is played where the browser does not let a page make sounds yet.

export type Sound = 'reply' | 'waiting';

/** Frequencies in hertz, in their order. */
const tones: Record<Sound, readonly number[]> = { reply: [659, 880], waiting: [587, 440] };
const toneSeconds = 0.16;
const loudness = 0.12;
/** Least time between two sounds, in milliseconds: a burst of news is one sound. */
export const soundPause = 2000;

let context: AudioContext | undefined;
let playedAt = -Infinity;

/** Plays one, unless another was played just now; says whether it did. */
export function playSound(sound: Sound, now = performance.now()): boolean {
  if (now - playedAt < soundPause || !('AudioContext' in globalThis)) return false;
  playedAt = now;
  context ??= new AudioContext();
  void context.resume().then(
    () => context && tones[sound].forEach((frequency, place) => tone(context as AudioContext, frequency, place)),
    () => undefined,
  );
  return true;
}

function tone(audio: AudioContext, frequency: number, place: number): void {
  const begins = audio.currentTime + place * toneSeconds;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = 'sine';
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, begins);
  volume.gain.linearRampToValueAtTime(loudness, begins + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, begins + 2 * toneSeconds);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(begins);
  oscillator.stop(begins + 2 * toneSeconds);
}
