import { Injectable } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { AddPasskeyRequest, AddedPasskey, PasskeyOptions } from '../../../../../event-schemas/src/http/accounts';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { Accounts } from '../account/accounts';
import type { RelyingParty } from './relying-party';
import { SecondFactors } from './second-factors';
import { Passkeys, type NewPasskey } from '../secrets/passkeys';
import { SignInTickets } from '../secrets/sign-in-tickets';
import { webAuthn } from './web-authn';

/** An account has room for this many. */
const MOST_PASSKEYS = 20;

export type AddPasskeyResult = { readonly kind: 'added'; readonly passkey: AddedPasskey } | { readonly kind: 'refused' | 'too-many' };

/** The passkeys of one account: added, renamed, removed. */
@Injectable()
export class OwnPasskeys {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly passkeys: Passkeys,
    private readonly factors: SecondFactors,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async options(accountId: string, { id }: RelyingParty): Promise<PasskeyOptions> {
    const [{ profile }, known] = await Promise.all([this.accounts.known(accountId), this.passkeys.of(accountId)]);
    const { generateRegistrationOptions } = await webAuthn();
    const options = await generateRegistrationOptions({
      rpName: 'LeadGen',
      rpID: id,
      // The random id of the account; name and address are for the person's own list and stay in the authenticator.
      userID: new TextEncoder().encode(accountId),
      userName: profile?.email ?? '',
      userDisplayName: profile?.displayName ?? '',
      attestationType: 'none',
      excludeCredentials: known.map(({ _id, transports }) => ({ id: _id, transports: [...transports] })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const ticket = await this.tickets.issue({ purpose: 'add-passkey', accountId, workspaceId: null, challenge: options.challenge });
    return { ticket, options: { ...options } };
  }

  async add(accountId: string, { ticket, name, response }: AddPasskeyRequest, party: RelyingParty, facts: RequestFacts): Promise<AddPasskeyResult> {
    const asked = await this.tickets.use('add-passkey', ticket);
    if (asked?.accountId !== accountId || asked.challenge === null) return { kind: 'refused' };
    if ((await this.passkeys.of(accountId)).length >= MOST_PASSKEYS) return { kind: 'too-many' };
    const passkeyId = this.ids.next();
    const made = await verified(response, asked.challenge, party);
    if (made === null || !(await this.passkeys.add({ ...made, accountId, passkeyId }))) return { kind: 'refused' };
    const codes = await this.factors.codesOfFirstFactor(accountId);
    await this.accounts.record(accountId, { kind: 'AddPasskey', passkeyId, name, newCodes: codes?.length ?? null }, facts);
    await this.factors.tell(accountId, 'passkey-added');
    return { kind: 'added', passkey: { id: passkeyId, name, addedAt: this.clock.now(), lastUsedAt: null, recoveryCodes: codes } };
  }

  /** False when the account has no such passkey. */
  async rename(accountId: string, passkeyId: string, name: string, facts: RequestFacts): Promise<boolean> {
    return (await this.accounts.run(accountId, { kind: 'RenamePasskey', passkeyId, name }, facts)).kind === 'accepted';
  }

  /** False when the account has no such passkey. */
  async remove(accountId: string, passkeyId: string, facts: RequestFacts): Promise<boolean> {
    const removed = await this.passkeys.remove(accountId, passkeyId);
    await this.factors.withdrawCodesWithoutFactor(accountId);
    // Also when it was gone already: killed after the vault, the event is still to come.
    await this.accounts.record(accountId, { kind: 'RemovePasskey', passkeyId }, facts);
    if (removed) await this.factors.tell(accountId, 'passkey-removed');
    return removed;
  }
}

/** What to keep of the new passkey, or null when the answer does not fit: the library says so by throwing. */
async function verified(
  response: Readonly<Record<string, unknown>>,
  challenge: string,
  { id, origin }: RelyingParty,
): Promise<Pick<NewPasskey, 'credentialId' | 'publicKey' | 'counter' | 'transports'> | null> {
  const { verifyRegistrationResponse } = await webAuthn();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
    });
    if (registrationInfo === undefined) return null;
    const { id: credentialId, publicKey, counter, transports } = registrationInfo.credential;
    const short = (transports ?? []).filter((transport) => typeof transport === 'string' && transport.length <= 32).slice(0, 10);
    return { credentialId, publicKey, counter, transports: short };
  } catch {
    return null;
  }
}
