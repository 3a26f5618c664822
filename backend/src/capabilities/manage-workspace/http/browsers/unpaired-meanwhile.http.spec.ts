import { CommandBus } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilityModules, views } from '../../../../app/capabilities';
import { DeciderRunner } from '../../../../platform/decider/decider-runner';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { SessionFamilies } from '../../../../platform/identity/session-families';
import { LookupTokens } from '../../../../platform/sealing/lookup-tokens';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { startApplication } from '../../../../platform/testing/application';
import { Clock } from '../../../../platform/time-and-ids/clock';
import { Ids } from '../../../../platform/time-and-ids/ids';
import { BrowserSessions } from '../../pairing/browser-sessions';
import { ClaimPairingCommand, ClaimPairingHandler } from '../../commands/claim-pairing';
import { EndBrowsersCommand } from '../../commands/end-browsers';
import { UnpairBrowsersCommand } from '../../commands/unpair-browsers';
import { Pairings, type ClaimedPairing } from '../../pairing/pairings';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const facts = { correlationId: randomUUID(), idempotencyKey: null, userAgent: '', address: '127.0.0.1' };

/** Those of the application, and something else is done right after each claim. */
class OvertakenPairings extends Pairings {
  meanwhile: () => Promise<void> = () => Promise.resolve();

  override async claim(...of: Parameters<Pairings['claim']>): Promise<ClaimedPairing | null> {
    const claimed = await super.claim(...of);
    await this.meanwhile();
    return claimed;
  }
}

describe('browsers of an account that are unpaired while one is being paired', () => {
  it('stay out, the one of the slow claim too', async () => {
    const app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 }), views });
    try {
      const get = app.app.get.bind(app.app);
      const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
      const { accessToken, account, workspace } = (await app.http.post('/api/v1/set-up').send({ ...owner, token })).body;
      const state = randomBytes(32).toString('base64url');
      const started = await app.http
        .post('/api/v1/pairings')
        .set('Authorization', `Bearer ${String(accessToken)}`)
        .send({ state });
      const pairings = new OvertakenPairings(get<Db>(VAULT_DB), get(LookupTokens), get(Clock));
      pairings.meanwhile = async () => {
        await get(CommandBus).execute(new EndBrowsersCommand(account.id));
        await get(CommandBus).execute(new UnpairBrowsersCommand(account.id, facts));
      };
      const handler = new ClaimPairingHandler(pairings, get(DeciderRunner), get(SessionFamilies), get(BrowserSessions), get(Clock), get(Ids));
      const request = { state, code: started.body.code, browserName: 'Chrome', extensionVersion: '1.0.0' };
      expect(await handler.execute(new ClaimPairingCommand(request, facts))).toEqual({ kind: 'wrong-code' });
      const families = get<Db>(VAULT_DB).collection('session_families');
      expect(await families.countDocuments({ kind: 'browser', endedAt: null })).toBe(0);
      const stored = await get<EventStore>(EVENT_STORE).readStream(`workspace-${String(workspace.id)}`);
      expect(stored.slice(-2).map(({ storedType }) => storedType)).toEqual(['BrowserPaired.v1', 'BrowserRevoked.v1']);
    } finally {
      await app.close();
    }
  });
});
