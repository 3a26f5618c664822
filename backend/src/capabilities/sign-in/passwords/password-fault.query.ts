import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PasswordFault } from '../../../../../event-schemas/src/http/passwords';
import { PasswordRules } from './password-rules';

/** What is wrong with a new password; null: nothing. `words` are the person's own. */
export class PasswordFaultQuery extends Query<PasswordFault | null> {
  constructor(
    readonly password: string,
    readonly words: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(PasswordFaultQuery)
export class PasswordFaultHandler implements IQueryHandler<PasswordFaultQuery> {
  constructor(private readonly rules: PasswordRules) {}

  async execute({ password, words }: PasswordFaultQuery): Promise<PasswordFault | null> {
    return this.rules.fault(password, words);
  }
}
