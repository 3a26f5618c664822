/** API keys of one maker: some that count, each with other scopes, and one for every way in which a key comes to its end. */
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import type { IssuedApiKey } from '../../../../event-schemas/src/http/api-keys';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { IssuedApiKeyQuery } from '../../capabilities/manage-workspace/api-keys/issued-api-key.query';
import { CreateApiKeyCommand } from '../../capabilities/manage-workspace/commands/issue-api-key';
import type { Permission } from '../../platform/identity/permissions';
import { contextForTests } from '../../platform/testing/metadata';
import { PASSWORD } from './calls';
import { permissionsByHand } from './permissions-by-hand';
import type { World } from './world';

export interface Keys {
  readonly working: readonly { readonly secret: string; readonly scopes: readonly string[] }[];
  readonly over: readonly { readonly secret: string; readonly which: 'revoked' | 'secret rotated' | 'expired' }[];
}

/** As written by hand. */
export const SCOPES = [...permissionsByHand].flatMap(([permission, { apiKey }]) => (apiKey ? [permission as Permission] : []));

/** Well-formed, and nobody's. */
export const NO_KEY = `lgk_00000000_${'A'.repeat(43)}`;

/** Every scope; each second one; the others: so that every permission is met with its scope and with all the rest but not its own. */
const CHOICES = [SCOPES, SCOPES.filter((_, index) => index % 2 === 0), SCOPES.filter((_, index) => index % 2 === 1)];

export async function keysOf(world: World, maker: Session): Promise<Keys> {
  const make = async (scopes: readonly string[]): Promise<IssuedApiKey> =>
    (await world.ask<IssuedApiKey>(maker, 'POST', '/api-keys', { name: 'A key', scopes, days: 30, password: PASSWORD })).body;
  const working = await Promise.all(CHOICES.map(async (scopes) => ({ secret: (await make(scopes)).secret, scopes })));
  const [revoked, rotated] = [await make(SCOPES), await make(SCOPES)];
  await world.ask(maker, 'DELETE', `/api-keys/${revoked.id}`);
  await world.ask(maker, 'POST', `/api-keys/${rotated.id}/rotations`, { overlapHours: 0, password: PASSWORD });
  return {
    working,
    over: [
      { secret: revoked.secret, which: 'revoked' },
      { secret: rotated.secret, which: 'secret rotated' },
      { secret: await expiredKey(world, maker), which: 'expired' },
    ],
  };
}

/** Good for one day, and made two days ago. */
async function expiredKey(world: World, { account, workspace }: Session): Promise<string> {
  const { api } = world.app;
  const occurredAt = new Date(Date.now() - 48 * 3_600_000).toISOString();
  const context = contextForTests({ commandId: randomUUID(), workspaceId: workspace.id, actor: account.id, occurredAt });
  const issued = await api.get(CommandBus).execute(new CreateApiKeyCommand(workspace.id, account.id, { name: 'Old', scopes: SCOPES, days: 1 }, context));
  const key = issued.kind === 'accepted' ? await api.get(QueryBus).execute(new IssuedApiKeyQuery(issued)) : null;
  if (key === null) throw new Error('The key of the day before yesterday was not made.');
  return key.secret;
}
