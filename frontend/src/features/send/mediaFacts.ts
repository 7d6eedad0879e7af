// What is said of a file that was looked at: its type, weight, and size or pages.
import type { MediaView } from '../../bridge';
import { bytes, language, t } from '../../text';

/** "PDF, 640 KB, 2 pages", with what is known of it; empty when nothing is. */
export function mediaFacts({ type, bytes: weight, width, height, pages }: MediaView, between = ', '): string {
  const extent = width > 0 ? `${width} × ${height}` : pages > 0 ? t('values.pages', { count: pages }) : '';
  return [typeName(type), weight > 0 ? bytes(weight, language()) : '', extent].filter(Boolean).join(between);
}

/** The type as people know it: JPG of image/jpeg; nothing for the long names of office files. */
function typeName(type: string): string {
  const name = type.split(';')[0]?.split('/')[1]?.replace('jpeg', 'jpg') ?? '';
  return /^[a-z0-9]{2,5}$/.test(name) ? name.toUpperCase() : '';
}
