import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomInt } from 'node:crypto';
import type { PairingCode } from '../../../../../event-schemas/src/http/manage-workspace';
import type { Principal } from '../../../platform/identity/principal';
import { makePairingCode } from '../domain/pairing-code';
import { Pairings } from '../pairing/pairings';

/** Answers with the code, or null when the state is not free. */
export class StartPairingCommand extends Command<PairingCode | null> {
  constructor(
    readonly state: string,
    readonly principal: Principal,
  ) {
    super();
  }
}

@CommandHandler(StartPairingCommand)
export class StartPairingHandler implements ICommandHandler<StartPairingCommand> {
  constructor(private readonly pairings: Pairings) {}

  async execute({ state, principal }: StartPairingCommand): Promise<PairingCode | null> {
    const code = makePairingCode((below) => randomInt(below));
    const { accountId, workspaceId } = principal;
    const expiresAt = await this.pairings.start(state, code, { accountId, workspaceId });
    return expiresAt === null ? null : { code, expiresAt };
  }
}
