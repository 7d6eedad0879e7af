// The icon of a place: what kind of thing goes there, or which part of the message it belongs to.
import type { PlaceView } from '../../bridge';
import {
  ExternalLinkIcon,
  FileTextIcon,
  ImageIcon,
  LayoutTemplateIcon,
  MapPinIcon,
  MessageSquareTextIcon,
  TicketIcon,
  VideoIcon,
  type IconShape,
} from '../../ui/icons';

const kinds: Record<string, IconShape> = {
  image: ImageIcon,
  video: VideoIcon,
  document: FileTextIcon,
  filename: FileTextIcon,
  latitude: MapPinIcon,
  longitude: MapPinIcon,
  'place-name': MapPinIcon,
  address: MapPinIcon,
};
const components: Record<string, IconShape> = {
  button: ExternalLinkIcon,
  card: LayoutTemplateIcon,
  offer: TicketIcon,
};

export function placeIcon({ component, kind }: Pick<PlaceView, 'component' | 'kind'>): IconShape {
  return kinds[kind] ?? components[component] ?? MessageSquareTextIcon;
}
