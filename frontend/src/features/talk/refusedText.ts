// Why files cannot go, in words.
import { bytes, language, t } from '../../text';
import { filesMax, type AttachmentKind, type Refused } from './attachments';

const kindKeys = {
  image: 'attach.kindImage',
  video: 'attach.kindVideo',
  audio: 'attach.kindAudio',
  document: 'attach.kindDocument',
} as const satisfies Record<AttachmentKind, string>;

export function refusedText(
  refused: readonly { file: Pick<File, 'name' | 'size'>; why: Refused }[],
  tooMany = false,
): string[] {
  const told = refused.map(({ file: { name, size }, why }) => {
    if (why.why === 'kind') return t('attach.kindRefused', { name });
    if (why.why === 'empty') return t('attach.empty', { name });
    const facts = { size: bytes(size, language()), limit: bytes(why.limit, language()), kind: t(kindKeys[why.kind]) };
    return t('attach.tooLarge', { name, ...facts });
  });
  return tooMany ? [...told, t('attach.tooMany', { limit: String(filesMax) })] : told;
}
