import { HttpProblem, invalidField } from '../../../../platform/http/http-problem';
import type { SecondFactorRequest } from '../../../../../../event-schemas/src/http/sign-in';

export function requireOneAnswer({ code, recoveryCode, passkey }: SecondFactorRequest): void {
  const given = [code, recoveryCode, passkey].filter((answer) => answer !== undefined).length;
  if (given !== 1) throw invalidField('', 'one-of', 'Send exactly one of code, recoveryCode and passkey.');
}

export const passkeysNeedADomain = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'passkeys-need-a-domain',
    title: 'Passkeys do not work at this address',
    detail: 'A passkey belongs to a domain: open LeadGen under its name, on this machine as http://localhost with the same port.',
  });

export const wrongSecondFactor = (): HttpProblem =>
  new HttpProblem({
    status: 401,
    type: 'wrong-second-factor',
    title: 'The second factor does not fit',
    detail: 'Use the newest code of the app, a recovery code that was not used yet, or a passkey of this account.',
  });

export const ticketOver = (): HttpProblem =>
  new HttpProblem({
    status: 401,
    type: 'ticket-over',
    title: 'This sign-in took too long',
    detail: 'Five minutes or five tries have passed; sign in with your password again.',
  });

export const passkeyRefused = (status: 401 | 422): HttpProblem =>
  new HttpProblem({
    status,
    type: 'passkey-refused',
    title: 'The passkey was not accepted',
    detail: status === 401 ? 'Try again, or sign in with your password.' : 'The answer of the browser does not fit or comes too late; start again.',
  });

export const tooManyPasskeys = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'too-many-passkeys',
    title: 'There is no room for another passkey',
    detail: 'Remove a passkey that you no longer use.',
  });

export const noSuchPasskey = (): HttpProblem =>
  new HttpProblem({ status: 404, type: 'not-found', title: 'Not found', detail: 'Your account has no such passkey.' });

export const totpExists = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'totp-exists',
    title: 'There is an authenticator app',
    detail: 'Remove the authenticator app before you add another one.',
  });

export const totpNotBegun = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'totp-not-begun',
    title: 'No authenticator app is being added',
    detail: 'Fifteen minutes have passed, or it was never begun; start again.',
  });

export const wrongTotpCode = (): HttpProblem =>
  new HttpProblem({
    status: 422,
    type: 'wrong-code',
    title: 'The code does not fit',
    detail: 'Type the code that the app shows now, and check the clock of the phone.',
    errors: [{ pointer: '/code', code: 'wrong-code', message: 'This is not the code of now.' }],
  });

export const noSecondFactor = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'no-second-factor',
    title: 'There is no second factor',
    detail: 'Recovery codes stand in for a second factor; add an authenticator app or a passkey first.',
  });
