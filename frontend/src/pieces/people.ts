// How a customer is called: by name, else by number, else by what the platform knows.
import { phone } from '../text';

type Person = { name: string; phone: string; phoneShown: string };

export const nameOf = (person: Person): string => person.name || phone(person.phoneShown || person.phone);

/** The name with which one is addressed. */
export const firstName = (person: Person): string => person.name.split(/\s+/)[0] || nameOf(person);
