// How a customer is called: by name, else by number; of some the platform knows neither.
import { phone, t } from '../text';

type Person = { name: string; phone: string; phoneShown: string };

export const nameOf = (person: Person): string =>
  person.name || phone(person.phoneShown || person.phone) || t('common.nameless');

/** What their colour follows from: their number in any spelling, so that it stays when they become a contact. */
export const colourOf = ({ phone: typed, contactId }: { phone: string; contactId: string }): string =>
  typed.replace(/\D/g, '') || contactId;

/** The name with which one is addressed. */
export const firstName = (person: Person): string => person.name.split(/\s+/)[0] || nameOf(person);
