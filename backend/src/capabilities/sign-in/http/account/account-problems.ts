import { HttpProblem } from '../../../../platform/http/http-problem';
import type { Proof } from '../../passwords/password-proofs';

/** For the body field that holds the password. */
export function problemOfProof(proof: Exclude<Proof, { kind: 'proved' }>, pointer: string): HttpProblem {
  return proof.kind === 'wrong' ? wrongPassword(pointer) : tooManyAccountTries(proof.retryAfterSeconds);
}

const wrongPassword = (pointer: string): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'wrong-password',
    title: 'The password is wrong',
    detail: 'Type the password of your account again; if you forgot it, sign out and ask for another one.',
    errors: [{ pointer, code: 'wrong-password', message: 'This is not the password of your account.' }],
  });

/** All that a proof can come to but the right one. */
export const refusedProofs = (pointer: string): readonly HttpProblem[] => [wrongPassword(pointer), tooManyAccountTries(60)];

export const tooManyAccountTries = (seconds: number): HttpProblem =>
  new HttpProblem({
    status: 429,
    type: 'too-many-tries',
    title: 'Too many tries',
    detail: 'There were too many tries from here; wait until the time in Retry-After has passed.',
    headers: { 'Retry-After': String(seconds) },
  });

export const linkOver = (): HttpProblem =>
  new HttpProblem({
    status: 410,
    type: 'link-over',
    title: 'This link no longer works',
    detail: 'The link was used, replaced by a newer one, or is too old; ask for a new one.',
  });

export const addressTaken = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'address-taken',
    title: 'The address has another account',
    detail: 'Another account took this address in the meantime; choose a different one.',
  });

export function problemOfAsking(reason: 'EmailUnchanged' | 'NoMailServer' | 'TooManyMails'): HttpProblem {
  switch (reason) {
    case 'EmailUnchanged':
      return new HttpProblem({
        status: 422,
        type: 'email-unchanged',
        title: 'This is your address already',
        detail: 'The account has this address; type the one that it shall have.',
        errors: [{ pointer: '/email', code: 'email-unchanged', message: 'The account has this address already.' }],
      });
    case 'NoMailServer':
      return new HttpProblem({
        status: 409,
        type: 'no-mail-server',
        title: 'LeadGen cannot send mail',
        detail: 'A change of address is confirmed by mail; ask the operator to set MAIL_URL.',
      });
    case 'TooManyMails':
      return tooManyAccountTries(15 * 60);
  }
}
