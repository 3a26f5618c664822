/** `npm run owner -- reset-link [--email <address>]`, `sign-out --email <address>`: what whoever has the data folder may do for an account. */
import type { INestApplicationContext } from '@nestjs/common';
import type { Db } from 'mongodb';
import path from 'node:path';
import { ownerResetLink } from '../capabilities/sign-in/owner-link';
import { ownerSignOut } from '../capabilities/sign-in/owner-sign-out';
import { DeciderRunner } from '../platform/decider/decider-runner';
import { RefreshTokens } from '../platform/identity/refresh-tokens';
import { SessionFamilies } from '../platform/identity/session-families';
import { LookupTokens } from '../platform/sealing/lookup-tokens';
import { secretFile } from '../platform/sealing/secret-file';
import { VAULT_DB } from '../platform/sealing/vault';
import { Clock } from '../platform/time-and-ids/clock';
import { Ids } from '../platform/time-and-ids/ids';
import { UsageError, runTool, say } from './tool';
import { readToolConfig } from './tool-config';

const USAGE = 'Say what to do: npm run owner -- reset-link, reset-link --email <address>, or sign-out --email <address>.';
const NO_ACCOUNT = 'No account signs in with this address.';

runTool(async (app) => {
  const [what, flag, email, ...rest] = process.argv.slice(2);
  const wellFormed = flag === undefined || (flag === '--email' && email !== undefined && rest.length === 0);
  if (what === 'reset-link' && wellFormed) return resetLink(app, email ?? null);
  if (what === 'sign-out' && wellFormed && email !== undefined) return signOut(app, email);
  throw new UsageError(USAGE);
});

const parts = (app: INestApplicationContext) => ({ vault: app.get<Db>(VAULT_DB), tokens: app.get(LookupTokens), clock: app.get(Clock), ids: app.get(Ids) });

async function resetLink(app: INestApplicationContext, email: string | null): Promise<boolean> {
  const { origin } = readToolConfig(process.env);
  const link = await ownerResetLink({ ...parts(app), origin }, email);
  if (link === null) {
    say(email === null ? 'Nobody has set this installation up; npm start prints the link to do so.' : NO_ACCOUNT);
    return false;
  }
  say(`Choose another password here, once, within half an hour: ${link}`);
  return true;
}

async function signOut(app: INestApplicationContext, email: string): Promise<boolean> {
  const { keyFolder } = readToolConfig(process.env);
  const { vault, clock, ...others } = parts(app);
  const families = new SessionFamilies(vault, new RefreshTokens(secretFile(path.join(keyFolder, 'refresh-tokens.key'))), clock);
  const done = await ownerSignOut({ vault, clock, ...others, families, runner: app.get(DeciderRunner) }, email);
  say(done ? 'The account is signed out of every device within two seconds. Its paired browsers stay until they are revoked.' : NO_ACCOUNT);
  return done;
}
