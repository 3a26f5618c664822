/**
 * Who is who in a workspace: identifier token -> lead id, first come, for ever. It only names: whether a lead exists is
 * decided by its stream. An id that was named but never recorded is harmless, because the next sighting finds it again.
 */
import { Inject, Injectable } from '@nestjs/common';
import { MongoBulkWriteError, type Collection, type Db } from 'mongodb';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import type { TokenPlace } from '../../../platform/sealing/renew-tokens';
import { VAULT_DB, isDuplicateKey, vaultCollection } from '../../../platform/sealing/vault';
import { Ids } from '../../../platform/time-and-ids/ids';
import { canonicalSalesProfileId, canonicalSlug } from './canonical';

export type TokenType = 'sn-lead' | 'li-slug';

export interface Identifiers {
  readonly salesProfileId: string;
  readonly publicProfileUrl: string | null;
}

export interface NamedLead {
  readonly leadId: string;
  /** Named by this call: nobody can have recorded it before. */
  readonly fresh: boolean;
  /** Identifiers that another lead owns; they never move. */
  readonly conflicts: readonly { readonly otherLeadId: string; readonly tokenType: TokenType }[];
}

interface IdentityEntry {
  /** Workspace, token type and token: unique together. */
  readonly _id: string;
  readonly leadId: string;
}

const ENTRIES = 'identity_index';
export const IDENTITY_TOKENS: TokenPlace = { collection: ENTRIES, field: '_id' };

interface Owner {
  readonly leadId: string;
  readonly fresh: boolean;
}

@Injectable()
export class IdentityIndex {
  private readonly entries: Collection<IdentityEntry>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly ids: Ids,
  ) {
    this.entries = vaultCollection<IdentityEntry>(vault, ENTRIES);
  }

  /** One answer per person, in the same order. The same person twice gives the same lead id. */
  async name(workspaceId: string, people: readonly Identifiers[]): Promise<readonly NamedLead[]> {
    const ids = people.map(({ salesProfileId }) => canonicalSalesProfileId(salesProfileId));
    const slugs = people.map(({ publicProfileUrl }) => (publicProfileUrl === null ? null : canonicalSlug(publicProfileUrl)));
    const leads = await this.own(
      workspaceId,
      'sn-lead',
      ids.map((id) => ({ value: id, leadId: this.ids.next() })),
    );
    const named = ids.map((id) => present(leads.get(id)));
    const wanted = slugs.flatMap((slug, index) => (slug === null ? [] : [{ value: slug, leadId: present(named[index]).leadId }]));
    const owners = wanted.length === 0 ? new Map<string, Owner>() : await this.own(workspaceId, 'li-slug', wanted);
    return named.map((lead, index) => {
      const slug = slugs[index] ?? null;
      const otherLeadId = slug === null ? lead.leadId : present(owners.get(slug)).leadId;
      return { ...lead, conflicts: otherLeadId === lead.leadId ? [] : [{ otherLeadId, tokenType: 'li-slug' }] };
    });
  }

  /** Writes the wanted owners in one go, and reads back those that were there before. */
  private async own(
    workspaceId: string,
    type: TokenType,
    wanted: readonly { readonly value: string; readonly leadId: string }[],
  ): Promise<ReadonlyMap<string, Owner>> {
    const byKey = new Map<string, { readonly value: string; readonly leadId: string }>();
    for (const each of wanted) {
      const key = `${workspaceId}:${type}:${this.tokens.token({ workspaceId }, type, each.value)}`;
      if (!byKey.has(key)) byKey.set(key, each);
    }
    const taken = await this.insert([...byKey].map(([_id, { leadId }]) => ({ _id, leadId })));
    const before = taken.length === 0 ? [] : await this.entries.find({ _id: { $in: [...taken] } }).toArray();
    const owners = new Map(before.map(({ _id, leadId }): [string, Owner] => [_id, { leadId, fresh: false }]));
    return new Map([...byKey].map(([key, { value, leadId }]) => [value, owners.get(key) ?? { leadId, fresh: true }]));
  }

  /** Keys that somebody else owns already. Waits for the journal: an event that uses an id must never outlive its entry. */
  private async insert(entries: readonly IdentityEntry[]): Promise<readonly string[]> {
    try {
      await this.entries.insertMany(entries, { ordered: false });
      return [];
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const failures = [error.writeErrors].flat();
      const unsure = error.result.getWriteConcernError() !== undefined;
      if (unsure || failures.length === 0 || !failures.every(isDuplicateKey)) throw error;
      return failures.map(({ index }) => present(entries[index])._id);
    }
  }
}

function present<V>(value: V | undefined): V {
  if (value === undefined) throw new Error('Every identifier that was asked for has an answer');
  return value;
}
