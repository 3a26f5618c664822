import type { AddedPasskey, AddPasskeyRequest, Passkey } from '../../../../../event-schemas/src/http/accounts';
import { isRefusal } from '../../platform/api/api-fault';
import type { AccountApi } from '../account/account.api';
import type { PasskeysApi } from './passkeys.api';

/**
 * A passkey that the device holds and the server may not know yet. Its ticket is worth one try: when the answer of that one was lost, the
 * account says whether it was done, and the name that the person typed since is given afterwards.
 */
export class NewPasskey {
  private unsure = false;
  private added: AddedPasskey | null = null;

  constructor(
    private readonly passkeys: PasskeysApi,
    private readonly account: AccountApi,
    private readonly made: Omit<AddPasskeyRequest, 'name'>,
    private readonly before: readonly Passkey[],
    private readonly suggested: string,
  ) {}

  /** Null leaves the name as it is, or as it was suggested. */
  async save(name: string | null): Promise<AddedPasskey> {
    this.added ??= (this.unsure ? await this.found() : null) ?? (await this.add(name ?? this.suggested));
    if (name === null || name === this.added.name) return this.added;
    await this.passkeys.rename(this.added.id, name);
    this.added = { ...this.added, name };
    return this.added;
  }

  private async add(name: string): Promise<AddedPasskey> {
    try {
      return await this.passkeys.add({ ...this.made, name });
    } catch (fault) {
      this.unsure = !isRefusal(fault);
      throw fault;
    }
  }

  private async found(): Promise<AddedPasskey | null> {
    const { signInMethods } = await this.account.read({ afterPosition: null, signal: new AbortController().signal });
    const fresh = signInMethods.passkeys.find(({ id }) => !this.before.some((known) => known.id === id));
    return fresh === undefined ? null : { ...fresh, recoveryCodes: null };
  }
}
