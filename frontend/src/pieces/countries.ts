// The countries of the picker: those whose people the desk writes to, by ISO code and calling code.
import { language } from '../text';

const callingCodes: Record<string, string> = {
  AR: '54',
  BO: '591',
  BR: '55',
  CL: '56',
  CO: '57',
  CR: '506',
  DO: '1',
  EC: '593',
  ES: '34',
  GB: '44',
  GT: '502',
  HN: '504',
  MX: '52',
  NI: '505',
  PA: '507',
  PE: '51',
  PT: '351',
  PY: '595',
  SV: '503',
  US: '1',
  UY: '598',
  VE: '58',
};

/** Every country with its calling code and its name in the language of the moment, by name. */
export function countries(): { value: string; text: string; note: string }[] {
  const names = new Intl.DisplayNames([language()], { type: 'region' });
  return Object.entries(callingCodes)
    .map(([region, code]) => ({ value: region, text: `${region} +${code}`, note: names.of(region) ?? region }))
    .sort((a, b) => a.note.localeCompare(b.note));
}
