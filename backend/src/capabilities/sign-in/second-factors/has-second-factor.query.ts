import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Collection, Db } from 'mongodb';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';

/** Whether the account has a second factor that was confirmed. */
export class HasSecondFactorQuery extends Query<boolean> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(HasSecondFactorQuery)
export class HasSecondFactorHandler implements IQueryHandler<HasSecondFactorQuery> {
  private readonly factors: Collection<{ readonly accountId: string }>;

  constructor(@Inject(VAULT_DB) vault: Db) {
    this.factors = vaultCollection<{ readonly accountId: string }>(vault, 'second_factors');
  }

  async execute({ accountId }: HasSecondFactorQuery): Promise<boolean> {
    return (await this.factors.findOne({ accountId }, { projection: { _id: 1 } })) !== null;
  }
}
