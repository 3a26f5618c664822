import type { CommandBus } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../../platform/http/request-facts';
import { ProvePasswordCommand } from '../../commands/prove-password';
import { problemOfProof } from '../account/account-problems';

/**
 * Goes on only when the account's own password stands in the field `password` of the body. Asked for by what gives a lasting way in or takes a
 * protection away, so that an unattended screen is not enough; the route names `refusedProofs('/password')`.
 */
export async function provePassword(commands: CommandBus, accountId: string, password: string, facts: RequestFacts): Promise<void> {
  const proof = await commands.execute(new ProvePasswordCommand(accountId, password, facts));
  if (proof.kind !== 'proved') throw problemOfProof(proof, '/password');
}
