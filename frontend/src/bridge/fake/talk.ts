// Conversations that hold more than those of the lists: every kind of message, and any number of them.
import type { ChatMessageView } from '../views';
import { agent } from './people';
import { van } from './pictures';
import { chatMessage, previewOf } from './tickets';

const minute = 60_000;
const ours = { from: 'agent', mine: true, agent: agent.name };

/** An active message as it stands in a conversation. */
export function activeMessage(
  ticket: string,
  at: number,
  name: string,
  more: Partial<ChatMessageView>,
): ChatMessageView {
  return chatMessage({
    ...ours,
    id: `${ticket}-active`,
    ticket,
    at,
    kind: 'template',
    template: name,
    ...previewOf(name),
    ...more,
  });
}

/** A conversation with an active message, formatting, an address, a picture and an answer to a message. */
export function fullTalk(ticket: string, now: number): ChatMessageView[] {
  const say = (id: string, minutesAgo: number, more: Partial<ChatMessageView>) =>
    chatMessage({ id: `${ticket}-${id}`, ticket, at: now - minutesAgo * minute, ...more });
  const photo = { url: van, contentType: 'image/jpeg', name: 'porton.jpg', size: 240_000 };
  return [
    activeMessage(ticket, now - 19 * minute, 'aviso_entrega', { status: 'read' }),
    say('1', 15, { text: 'Estaré en casa' }),
    say('2', 15, { text: '¿Pueden pasar antes de las 11? *Después salgo*' }),
    say('3', 7, { ...ours, text: 'Claro, Rita. Le aviso a Óscar que pase primero por tu casa.', status: 'read' }),
    say('4', 6, {
      ...ours,
      text: '¿Me mandas una foto de la entrada? El mapa dice https://mapa.example/rua-das-acacias',
      status: 'delivered',
    }),
    say('5', 1, { kind: 'image', text: 'Perfecto, gracias. El portón es verde', media: photo, inReply: `${ticket}-4` }),
  ];
}

/** One message of every other kind, and one of ours in every state. */
export function everyKind(ticket: string, now: number): ChatMessageView[] {
  const media = (contentType: string, name: string) => ({ url: van, contentType, name, size: 188_416 });
  const place = { name: 'Casa Serena', address: 'Av. Siempreviva 742', latitude: '4.65', longitude: '-74.05' };
  const reason = {
    code: 131_026,
    description: 'Message undeliverable',
    key: 'unknown',
    action: 'send-again',
    waitHours: 0,
  };
  const kinds: Partial<ChatMessageView>[] = [
    {
      kind: 'document',
      text: '',
      media: media('application/pdf', 'Factura noviembre 2026 con un nombre muy largo.pdf'),
    },
    { kind: 'audio', media: media('audio/ogg', '') },
    { kind: 'video', text: 'Así quedó', media: media('video/mp4', 'patio.mp4') },
    { kind: 'sticker', media: media('image/webp', '') },
    { kind: 'location', place },
    { kind: 'unknown' },
    { kind: 'image', media: { ...media('image/jpeg', 'rota.jpg'), url: 'data:image/png;base64,' } },
    { ...ours, mine: false, agent: 'Bruno Díaz', text: 'La factura sale hoy.', status: 'delivered' },
    { ...ours, from: 'bot', mine: false, agent: '', text: 'Te paso con una persona.', status: 'read' },
    { ...ours, text: 'Esto no llegó.', status: 'failed', reason },
    { ...ours, text: 'De esto no se sabe.', status: 'sending', unconfirmed: true },
    { ...ours, text: 'Esto está saliendo.', status: 'sending' },
  ];
  return kinds.map((more, index) =>
    chatMessage({ id: `${ticket}-kind-${index}`, ticket, at: now - (kinds.length - index) * minute, ...more }),
  );
}

/** A conversation of any length. */
export function longTalk(ticket: string, now: number, count: number): ChatMessageView[] {
  return Array.from({ length: count }, (_, index) => {
    const text = `${index + 1} · ${'Así seguimos con el pedido. '.repeat((index % 5) + 1)}`.trim();
    const at = now - (count - index) * 3 * minute;
    return chatMessage({
      id: `${ticket}-long-${index}`,
      ticket,
      at,
      text,
      ...(index % 3 === 1 && { ...ours, status: 'read' }),
    });
  });
}
