// The window over the fake door, for pictures and for trying screens:
// fake.html?scene=offline&language=en. Never part of the program: only fake.html loads it.
import { mount } from 'svelte';
import App from './App.svelte';
import { fakeDoor } from './bridge/fake';
import { scenes } from './bridge/fake/scenes';
import { staged } from './bridge/fake/staged';
import { blankRow } from './bridge/fake/sends';
import { blankTicket } from './bridge/fake/tickets';
import { followAppearance } from './ui/appearance';

const minute = 60_000;
const asked = new URLSearchParams(location.search);
const scene = asked.get('scene') ?? 'desk';
const { options, before, after } = staged[scene] ?? {};
const began = performance.now();
/** 22 November 2026, 14:58: the clock of every picture. */
const now = () => new Date(2026, 10, 22, 14, 58).getTime() + Math.round(performance.now() - began);
const door = fakeDoor({
  stage: scene === 'welcome' ? 'welcome' : 'desk',
  empty: scene === 'empty',
  presence: asked.get('presence') ?? 'Online',
  language: asked.get('language') ?? '',
  density: asked.get('density') ?? '',
  step: Number(asked.get('step') ?? 1500),
  moreSends: Number(asked.get('sends') ?? (scene === 'many' ? 5000 : 0)),
  tickets: scene.startsWith('tickets'),
  role: scene === 'tickets-supervisor' ? 'supervisor' : 'agent',
  moreConnections: scene === 'connections' || scene === 'check',
  moreTemplates: Number(asked.get('templates') ?? 0),
  now,
  ...options,
});

/** The line is lost: one message asks whether it still leaves, one waits, of another nobody knows. */
function loseTheLine(): void {
  const age = (minutes: number) => ({ createdAt: now() - minutes * minute, leavesAt: now() - minutes * minute });
  const hugo = { name: 'Hugo Salas', phone: '+573015550119', phoneShown: '+57 301 5550119' };
  const gabriela = { contactId: 'gabriela', name: 'Gabriela Méndez', phoneShown: '+57 310 5550188' };
  const tomas = { contactId: 'tomas', name: 'Tomás Cárdenas', phone: '+573005550147', phoneShown: '+57 300 5550147' };
  door.tell({ connection: { phase: 'dropped', since: now() - 3 * minute, nextTryAt: now() + 6000 } });
  door.put({ ...blankRow, ...age(16), ...hugo, id: 'asks', asks: true });
  door.put({ ...blankRow, ...age(2), ...gabriela, id: 'leaving' });
  door.put({ ...blankRow, ...age(3), ...tomas, id: 'unconfirmed', unconfirmed: true, handedAt: now() - 3 * minute });
}

/** The platform does not let this account in any more. */
function refuseTheAccount(): void {
  const fault = { code: 'credentials-refused', parameters: {}, detail: 'fake' };
  door.tell({ connection: { phase: 'refused', since: now(), nextTryAt: 0, fault } });
}

/** Names that fit nowhere, at the head of a list that does not end. */
function nameAtLength(): void {
  const asks = { ...blankRow, asks: true, templateName: 'recordatorio_de_vencimiento_de_la_cuota_mensual_2026' };
  const name = 'Maximiliano Alejandro de la Santísima Trinidad Etchegaray Iturralde';
  const age = { createdAt: now() - 16 * minute, leavesAt: now() - 16 * minute };
  door.put({ ...asks, ...age, id: 'long', contactId: 'long', name, phoneShown: '+54 9 11 5555-0161' });
  door.put({ ...asks, ...age, id: 'whole', contactId: 'whole', name: 'Wolfeschlegelsteinhausenbergerdorff-Ñuñoa' });
}

/** Conversations of people whose names fit nowhere, and one that waits for a colleague alone. */
function talkAtLength(): void {
  const name = 'Maximiliano Alejandro de la Santísima Trinidad Etchegaray Iturralde';
  const lastText = 'Quería saber si es posible cambiar la dirección de entrega del pedido que hice la semana pasada';
  const row = { ...blankTicket, contactId: 'long', phone: '+5491155550161', phoneShown: '+54 9 11 5555-0161', name };
  const last = { lastKind: 'text', lastText, lastFrom: 'customer', lastAt: now() };
  const open = { status: 'open', mine: true, agentName: 'Carla Reyes', takenAt: now() };
  const tags = ['Reclamo por demora en la entrega del pedido', 'Cliente con contrato de mantenimiento anual'];
  door.putTicket({ ...row, ...last, ...open, id: 'long', number: 1_048_217, unread: 128, createdAt: now(), tags });
  door.putTicket({
    ...row,
    ...last,
    id: 'long-2',
    contactId: 'long-2',
    reserved: true,
    why: 'no-direct-transfer',
    createdAt: now(),
  });
  door.putTicket({
    ...row,
    ...last,
    id: 'long-3',
    contactId: 'long-3',
    reservedFor: 'Camila Ríos',
    createdAt: now() - 90 * minute,
  });
}

/** The network blocks WebSocket, and the key has no right to campaigns. */
function troubleTheCheck(): void {
  const { troubles } = door.connections;
  const facts = { code: '35', description: 'Permission required', status: '403' };
  const detail = 'get /campaigns/summaries failed, code 35: Permission required';
  troubles.set('websocket', { state: 'warning', code: 'websocket-blocked', milliseconds: 5000, facts });
  troubles.set('sign-in', { facts: { bots: 'entregasrouter, atencionsur', route: 'http' } });
  troubles.set('campaigns', { state: 'failed', code: 'campaigns-not-allowed', facts, detail });
  door.connections.keyPlace = 'file';
}

// What a picture, or a hand in the console, makes happen while the window stands.
Object.assign(window, { door });
scenes[scene]?.(door, now());
before?.(door, now());
const target = document.getElementById('app');
if (!target) throw new Error('fake.html has no #app');
followAppearance();
mount(App, { target, props: { door } });
if (scene === 'offline' || scene === 'tickets-offline') setTimeout(loseTheLine, 50);
if (after) setTimeout(() => after(door, now()), 50);
if (scene === 'refused') setTimeout(refuseTheAccount, 50);
if (scene === 'paused') void door.do.setPresence('Paused', 'lunch');
if (scene === 'check') troubleTheCheck();
if (scene === 'many') setTimeout(nameAtLength, 50);
if (scene === 'tickets-supervisor') setTimeout(talkAtLength, 50);
