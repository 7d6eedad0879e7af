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

/** What is known of an address by how it ends. */
export const endings: Record<string, { kind: string; type: string; bytes: number; width: number; height: number }> = {
  jpg: { kind: 'image', type: 'image/jpeg', bytes: 655_360, width: 1200, height: 628 },
  png: { kind: 'image', type: 'image/png', bytes: 240_000, width: 800, height: 800 },
  mp4: { kind: 'video', type: 'video/mp4', bytes: 4_400_000, width: 1280, height: 720 },
  pdf: { kind: 'document', type: 'application/pdf', bytes: 188_416, width: 0, height: 0 },
  html: { kind: 'other', type: 'text/html', bytes: 8_000, width: 0, height: 0 },
};
