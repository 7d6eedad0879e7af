// Who works and who buys in the fake workspace.
import type { BotView, ContactView } from '../views';

export const bots: BotView[] = [
  {
    id: 'entregas',
    name: 'Entregas del Sur',
    number: '+576015550120',
    numberShown: '+57 601 5550120',
    directTransfer: true,
  },
  {
    id: 'cobranzas',
    name: 'Cobranzas del Sur',
    number: '+576015550110',
    numberShown: '+57 601 5550110',
    directTransfer: true,
  },
  { id: 'casa', name: 'Casa Serena', number: '+576015550100', numberShown: '+57 601 5550100', directTransfer: false },
];

export const agent = { identity: 'carla@activa.local', name: 'Carla Reyes' };

/** Who attends whom now, by the id of the contact. */
export const tickets: Record<string, { agent: string; waiting: boolean; minutes: number }> = {
  diego: { agent: 'Bruno Díaz', waiting: false, minutes: 38 },
  elena: { agent: '', waiting: true, minutes: 12 },
};

/** Whom a colleague wrote to, by the id of the contact, in minutes ago. */
export const colleagues: Record<string, { agent: string; minutes: number }> = {
  gabriela: { agent: 'Bruno Díaz', minutes: 121 },
};

/** Who got which template from this agent lately, in minutes ago. */
export const lately: Record<string, { template: string; minutes: number }> = {
  rita: { template: 'aviso_entrega', minutes: 300 },
};

/** When they wrote or were written to last, by the id of the contact, in minutes ago; the others never. */
export const lastContacts: Record<string, number> = {
  gabriela: 121,
  rita: 300,
  mateo: 26 * 60,
  tomas: 3 * 24 * 60,
  diego: 4,
  lucia: 25,
  valentina: 60 * 24 * 60,
};

const person = (
  id: string,
  name: string,
  phone: string,
  shown: string,
  more: Partial<ContactView> = {},
): ContactView => ({
  id,
  name,
  phone,
  phoneShown: shown,
  email: `${id}@correo.example`,
  fields: {},
  lastMessageAt: 0,
  optedOut: false,
  ...more,
});

export const contacts: ContactView[] = [
  person('gabriela', 'Gabriela Méndez', '+573105550188', '+57 310 5550188', {
    fields: { pedido: 'A-20417', ciudad: 'Bogotá' },
  }),
  person('rita', 'Rita Lima', '+5511987654321', '+55 11 98765-4321', { fields: { pedido: 'A-20398' } }),
  person('tomas', 'Tomás Cárdenas', '+573005550147', '+57 300 5550147', { fields: { factura: '84900-tc' } }),
  person('diego', 'Diego Quispe Salas', '+525550120147', '+52 55 5012 0147'),
  person('elena', 'Elena Vargas', '+5491155550133', '+54 9 11 5555-0133'),
  person('joao', 'João Paz', '+5521998765432', '+55 21 99876-5432'),
  person('valentina', 'Valentina Rojas', '+56955501234', '+56 9 5550 1234'),
  person('mateo', 'Mateo Fernández', '+5491155550144', '+54 9 11 5555-0144'),
  person('lucia', 'Lucía Herrera', '+34655501201', '+34 655 50 12 01'),
  person('ana', 'Ana Paula Souza', '+5531998877665', '+55 31 99887-7665', { optedOut: true }),
  person('sofia', 'Sofía Castillo', '+525550199988', '+52 55 5019 9988'),
  person('nicolas', 'Nicolás Ferrer', '+59899555012', '+598 99 555 012'),
  person('marcos', 'marcos.vera', '', '', { email: '' }),
];
