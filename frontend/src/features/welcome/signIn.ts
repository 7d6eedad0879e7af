// What the fields of the sign-in to a team hub must hold before the program is asked. Pure.

export type SignIn = { address: string; identity: string; secret: string };
export type SignInProblem = 'addressMissing' | 'addressWrong' | 'identityMissing' | 'identityWrong' | 'secretMissing';

/** The first problem of each field. */
export function signInProblems({ address, identity, secret }: SignIn): Partial<Record<keyof SignIn, SignInProblem>> {
  const problems: Partial<Record<keyof SignIn, SignInProblem>> = {};
  if (address.trim() === '') problems.address = 'addressMissing';
  else if (!isHubAddress(address.trim())) problems.address = 'addressWrong';
  if (identity.trim() === '') problems.identity = 'identityMissing';
  else if (!/^[^\s@]+@[^\s@]+$/.test(identity.trim())) problems.identity = 'identityWrong';
  if (secret === '') problems.secret = 'secretMissing';
  return problems;
}

/** Whether plain text is allowed is the program's to say: a hub on this machine may be reached so. */
function isHubAddress(address: string): boolean {
  const parsed = URL.parse(address);
  return parsed !== null && /^(wss?|https?):$/.test(parsed.protocol) && parsed.hostname !== '';
}
