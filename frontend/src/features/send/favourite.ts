// The star of a template: kept by the platform where it can, so that it is there on any machine.
import type { TemplateRow } from '../../bridge';
import type { WindowContext } from '../../pieces/context';
import { orTell } from '../../pieces/trouble';

export const favouriteKeys = ['Ctrl', 'D'] as const;

export function toggleFavourite(context: WindowContext, { id, favourite }: TemplateRow): void {
  void orTell(context, context.desk.door.do.setFavourite(id, !favourite));
}
