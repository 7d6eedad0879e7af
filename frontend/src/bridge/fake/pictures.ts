// Files of the fake workspace: drawn here, so that nothing is fetched from anywhere.

const drawing = (inside: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 382 200">${inside}</svg>`)}`;

/** A van on a street. */
export const van = drawing(
  '<rect width="382" height="200" fill="lightsteelblue"/><rect y="150" width="382" height="50" fill="slategray"/>' +
    '<circle cx="300" cy="45" r="26" fill="cornsilk"/><rect x="90" y="66" width="130" height="84" rx="8" fill="royalblue"/>' +
    '<path d="M220 92h34l30 32v26h-64z" fill="cornflowerblue"/><rect x="128" y="84" width="52" height="46" rx="3" fill="peru"/>' +
    '<circle cx="130" cy="152" r="16" fill="darkslategray"/><circle cx="244" cy="152" r="16" fill="darkslategray"/>',
);

/** The same van, for a second: 320 × 180. */
export const film =
  'data:video/webm;base64,GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQJChYECGFOAZwEAAAAAAAL9EU2bdLpNu4tTq4QVSalmU6yBoU27i1OrhBZUrmtTrIHYTbuMU6uEElTDZ1OsggEfTbuMU6uEHFO7a1OsggLn7AEAAAAAAABZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVSalmsirXsYMPQkBNgI1MYXZmNTkuMjcuMTAwV0GNTGF2ZjU5LjI3LjEwMESJiECPQAAAAAAAFlSua8KuAQAAAAAAADnXgQFzxYjkdMKMPZl2dZyBACK1nIN1bmSIgQCGhVZfVlA5g4EBI+ODhB3NZQDgirCCAUC6gbSagQISVMNnQIFzc6BjwIBnyJpFo4dFTkNPREVSRIeNTGF2ZjU5LjI3LjEwMHNz22PAi2PFiOR0wow9mXZ1Z8ilRaOHRU5DT0RFUkSHmExhdmM1OS4zNy4xMDAgbGlidnB4LXZwOWfIokWjiERVUkFUSU9ORIeUMDA6MDA6MDEuMDAwMDAwMDAwAAAfQ7Z1QTvngQCjQR2BAACAgkmDQgAT8As2IDgkHBj2AADwb68GvfjANsixYqa9gAAAXoAAAP//04L//WE4q4oQgMZEQpfPRG5sFScylKzEYlDPulj/TP8jB2XWoMuVVD6qQjmXtaaKfyzwzvWG8/fHpJMuGSmFeeOxRKT/ca/6AX2RUvSGuzoIKcUvJQVaZ74gn2jThqcYrLG+fMsjql82ie1wdkQEyW6VAGYloeo53EQjbkqr+bS4ZxGRNPAABENRxhilnMOCbaJrU7DImpXNQGdCW9bEqk/Um3PlQFnBCZo9VOHMb8RcqKVtY5q7rsNypfxd02/ILju2lO8FtEZntd2z9Y3SZKTYfP8ze6VuH1q9uwP5J2uMiMrY/TzAFQgCxXgKCsOsbUCjloEB9ACGAECSHCBZAAADIAAAWjUXrhAcU7trkbuPs4EAt4r3gQHxggGm8IED';

/** What is known of an address by how it ends. */
export const endings: Record<string, { kind: string; type: string; bytes: number; width: number; height: number }> = {
  jpg: { kind: 'image', type: 'image/jpeg', bytes: 655_360, width: 1200, height: 628 },
  png: { kind: 'image', type: 'image/png', bytes: 240_000, width: 800, height: 800 },
  mp4: { kind: 'video', type: 'video/mp4', bytes: 4_400_000, width: 1280, height: 720 },
  pdf: { kind: 'document', type: 'application/pdf', bytes: 188_416, width: 0, height: 0 },
  html: { kind: 'other', type: 'text/html', bytes: 8_000, width: 0, height: 0 },
};
