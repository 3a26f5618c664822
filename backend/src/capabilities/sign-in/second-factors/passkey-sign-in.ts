import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { PasskeyOptions } from '../../../../../event-schemas/src/http/accounts';
import type { RelyingParty } from './relying-party';
import { Passkeys, type StoredPasskey } from '../secrets/passkeys';
import { SignInTickets } from '../secrets/sign-in-tickets';
import { webAuthn } from './web-authn';

/** Asks a passkey who is there. The browser need not know an address: the passkey names its account. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly passkeys: Passkeys,
  ) {}

  async options({ id }: RelyingParty): Promise<PasskeyOptions> {
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({ rpID: id, userVerification: 'required' });
    const ticket = await this.tickets.issue({ purpose: 'use-passkey', accountId: null, workspaceId: null, challenge: options.challenge });
    return { ticket, options: { ...options } };
  }

  /** The account whose passkey signed the challenge of the ticket; null for anything else. A ticket is good for one answer. */
  async prove(ticket: string, response: Readonly<Record<string, unknown>>, party: RelyingParty): Promise<string | null> {
    const asked = await this.tickets.use('use-passkey', ticket);
    if (asked?.challenge == null || typeof response['id'] !== 'string') return null;
    const passkey = await this.passkeys.find(response['id']);
    if (passkey === null) return null;
    const newCounter = await verified(passkey, response, asked.challenge, party);
    if (newCounter === null || !(await this.passkeys.used(passkey, newCounter))) return null;
    return passkey.accountId;
  }
}

/** The new counter, or null when the answer is not that of the passkey: the library says so by throwing. */
async function verified(
  { _id, publicKey, counter }: StoredPasskey,
  response: Readonly<Record<string, unknown>>,
  challenge: string,
  { id, origin }: RelyingParty,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webAuthn();
  try {
    const { verified: good, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: { id: _id, publicKey: new Uint8Array(publicKey.buffer), counter },
    });
    return good ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
