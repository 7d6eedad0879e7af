// Which files WhatsApp takes, as what, and up to which size. Pure. WhatsApp templates, §5 (media), and for
// audio Meta's page on supported media types.

export type AttachmentKind = 'image' | 'video' | 'audio' | 'document';
export type Refused = { why: 'kind' | 'too-large' | 'empty'; kind: AttachmentKind; limit: number };

const megabyte = 1024 * 1024;
/** So many bytes of each kind. */
export const sizeMax: Record<AttachmentKind, number> = {
  image: 5 * megabyte,
  video: 16 * megabyte,
  audio: 16 * megabyte,
  document: 100 * megabyte,
};
/** So many files are sent at once. */
export const filesMax = 10;
/** Characters of a text, and of the text of a file. */
export const textMax = 4096;
export const captionMax = 1024;

const office = 'application/vnd.openxmlformats-officedocument.';
const types: Record<string, AttachmentKind> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
  'application/pdf': 'document',
  'text/plain': 'document',
  'application/msword': 'document',
  'application/vnd.ms-excel': 'document',
  'application/vnd.ms-powerpoint': 'document',
  [`${office}wordprocessingml.document`]: 'document',
  [`${office}spreadsheetml.sheet`]: 'document',
  [`${office}presentationml.presentation`]: 'document',
};
/** Types that systems name in more ways than one, or not at all: by the end of the name. */
const endings: Record<string, string> = {
  m4a: 'audio/mp4',
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  '3gp': 'video/3gpp',
  txt: 'text/plain',
  csv: 'text/plain',
  docx: `${office}wordprocessingml.document`,
  xlsx: `${office}spreadsheetml.sheet`,
  pptx: `${office}presentationml.presentation`,
};

/** The type by which a file goes, and its kind; no kind when WhatsApp takes no such file. */
export function typeOf(name: string, type: string): { type: string; kind: AttachmentKind | undefined } {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const known = types[plain] ? plain : (endings[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? plain);
  return { type: known, kind: types[known] };
}

/** Why a file cannot go, or undefined. */
export function refusalOf(kind: AttachmentKind | undefined, size: number): Refused | undefined {
  if (!kind) return { why: 'kind', kind: 'document', limit: 0 };
  if (size === 0) return { why: 'empty', kind, limit: 0 };
  return size > sizeMax[kind] ? { why: 'too-large', kind, limit: sizeMax[kind] } : undefined;
}

/** WhatsApp shows a text under these; one beside a sound goes on its own. */
export const takesCaption = (kind: string): boolean => kind !== 'audio';

export type Part = { kind: string; text: string; file: number };

/**
 * What a text and files become: the text stands under the first file that takes one, else it follows on
 * its own. `file` is the index of the file, -1 for none.
 */
export function partsOf(text: string, kinds: readonly string[]): Part[] {
  const captioned = text === '' ? -1 : kinds.findIndex(takesCaption);
  const parts = kinds.map((kind, file) => ({ kind, text: file === captioned ? text : '', file }));
  return text !== '' && captioned < 0 ? [...parts, { kind: 'text', text, file: -1 }] : parts;
}

/** How many characters are too many for what would be sent; 0 when it fits. */
export function charactersOver(text: string, kinds: readonly string[]): { over: number; limit: number } {
  const limit = kinds.some(takesCaption) ? captionMax : textMax;
  return { over: Math.max(0, [...text].length - limit), limit };
}

/** What a choice of files offers; names with an ending that systems know no type for are added to it. */
export const accepted = [...Object.keys(types), ...Object.keys(endings).map((ending) => `.${ending}`)].join(',');
