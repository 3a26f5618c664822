import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { VAULT_DB, vaultCollection } from '../../platform/sealing/vault';

interface StoredAllowance {
  /** Workspace, account and day in UTC. */
  readonly _id: string;
  readonly imports: readonly string[];
  readonly expiresAt: Date;
}

const KEPT_MS = 2 * 86_400_000;

/** How many imports a limited member started on a day, in the vault, so that every api process counts together. Members without a limit are not counted. */
@Injectable()
export class ImportAllowances {
  private readonly allowances: Collection<StoredAllowance>;

  constructor(@Inject(VAULT_DB) vault: Db) {
    this.allowances = vaultCollection<StoredAllowance>(vault, 'import_allowances');
  }

  async prepare(): Promise<void> {
    await this.allowances.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  /** False when the day of `now` is used up. The same import is counted once, however often it comes. */
  async take(workspaceId: string, accountId: string, importId: string, limit: number, now: string): Promise<boolean> {
    if (limit === 0) return false;
    const _id = `${workspaceId} ${accountId} ${now.slice(0, 10)}`;
    const expiresAt = new Date(Date.parse(now) + KEPT_MS);
    await this.allowances.updateOne({ _id }, { $setOnInsert: { imports: [], expiresAt } }, { upsert: true });
    const room = { $expr: { $lt: [{ $size: '$imports' }, limit] } };
    const taken = await this.allowances.updateOne({ _id, $or: [{ imports: importId }, room] }, { $addToSet: { imports: importId } });
    return taken.matchedCount === 1;
  }
}
