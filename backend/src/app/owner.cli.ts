/** `npm run owner -- reset-link [--email <address>]`: a one-time link to choose another password, for whoever has the data folder. */
import type { Db } from 'mongodb';
import { ownerResetLink } from '../capabilities/sign-in/owner-link';
import { LookupTokens } from '../platform/sealing/lookup-tokens';
import { VAULT_DB } from '../platform/sealing/vault';
import { Clock } from '../platform/time-and-ids/clock';
import { Ids } from '../platform/time-and-ids/ids';
import { UsageError, runTool, say } from './tool';
import { readToolConfig } from './tool-config';

const USAGE = 'Say what to do: npm run owner -- reset-link, or reset-link --email <address>.';

runTool(async (app) => {
  const [what, flag, email, ...rest] = process.argv.slice(2);
  const wellFormed = flag === undefined || (flag === '--email' && email !== undefined && rest.length === 0);
  if (what !== 'reset-link' || !wellFormed) throw new UsageError(USAGE);
  const { origin } = readToolConfig(process.env);
  const parts = { vault: app.get<Db>(VAULT_DB), tokens: app.get(LookupTokens), clock: app.get(Clock), ids: app.get(Ids), origin };
  const link = await ownerResetLink(parts, email ?? null);
  if (link === null) {
    say(email === undefined ? 'Nobody has set this installation up; npm start prints the link to do so.' : 'No account signs in with this address.');
    return false;
  }
  say(`Choose another password here, once, within half an hour: ${link}`);
  return true;
});
