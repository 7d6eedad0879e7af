// Phone numbers of the countries in which the people of the fake workspace live. The real groups are Go's.
const callingCodes: Record<string, string> = {
  AR: '54',
  BR: '55',
  CL: '56',
  CO: '57',
  ES: '34',
  MX: '52',
  US: '1',
  UY: '598',
};

/** How a number is grouped behind its country code. */
const groups: Record<string, string> = {
  '1': '### ### ####',
  '34': '### ## ## ##',
  '52': '## #### ####',
  '54': '# ## ####-####',
  '55': '## #####-####',
  '56': '# #### ####',
  '57': '### #######',
  '598': '## ### ###',
};

/** A number in its groups, as far as it was typed. */
export function asTyped(text: string, region: string): string {
  const keys = text.replace(/[\s\-.()\u2011]/g, '');
  if (!/^\+?\d+$/.test(keys)) return text;
  if (!keys.startsWith('+')) return grouped(keys, callingCodes[region] ?? '');
  const code = Object.keys(groups).find((one) => keys.startsWith(`+${one}`));
  return code === undefined ? keys : `+${code} ${grouped(keys.slice(code.length + 1), code)}`.trim();
}

function grouped(digits: string, code: string): string {
  let shown = '';
  let next = 0;
  for (const place of groups[code] ?? '') {
    if (next >= digits.length) break;
    shown += place === '#' ? digits[next++] : place;
  }
  return shown + digits.slice(next);
}

/** A number as the countries of these people write it. */
export const shown = (phone: string): string =>
  phone
    .replace(/^(\+55)(\d\d)(\d{4,5})(\d{4})$/, '$1 $2 $3-$4')
    .replace(/^(\+52)(\d\d)(\d{4})(\d{4})$/, '$1 $2 $3 $4')
    .replace(/^(\+549)(\d\d)(\d{4})(\d{4})$/, '+54 9 $2 $3-$4')
    .replace(/^(\+57)(\d{3})(\d{7})$/, '$1 $2 $3');

export function internationalOf(text: string, region: string): string {
  const digits = text.replace(/\D/g, '');
  return text.trim().startsWith('+') ? `+${digits}` : `+${callingCodes[region] ?? ''}${digits}`;
}
