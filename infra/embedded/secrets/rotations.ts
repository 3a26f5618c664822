// How another secret takes the place of one. Every way may be killed anywhere and begun again: a new file is there before anything is
// made with it, and an old one goes only after nothing in the vault needs it.
import { join } from 'node:path';
import type { Db } from 'mongodb';
import { lookupIsBehind, vaultSecrets } from '../../../backend/src/app/vault-secrets';
import { IDEMPOTENCY_KEYS, RECORDS_KEPT_MS } from '../../../backend/src/platform/idempotency/idempotency';
import { ACCESS_TOKEN_KEYS } from '../../../backend/src/platform/identity/token-keys';
import { keySeries, olderWithin } from '../../../backend/src/platform/sealing/key-series';
import { LOOKUP_KEYS } from '../../../backend/src/platform/sealing/lookup-tokens';
import { rotatePasswords } from '../mongod/mongod-users';
import { addNext, drop, replace } from './key-file-series';
import type { WithVault } from './vault';

/** In the folder of the secret; answers what follows. */
export type Rotation = (folder: string, withVault: WithVault) => Promise<string>;

/** The next file signs, the one before still verifies. */
export const addAccessTokenKey: Rotation = (folder) => {
  const { made, before } = addNext(folder, ACCESS_TOKEN_KEYS);
  drop(folder, ACCESS_TOKEN_KEYS, before.slice(1));
  return Promise.resolve(`${made} signs access tokens from the next start; the one before still verifies, older ones are gone. After a leak rotate twice.`);
};

export const replaceRefreshTokenKey: Rotation = (folder) => {
  replace(folder, 'refresh-tokens.key');
  return Promise.resolve('From the next start every session is over: people sign in again and browsers are paired again.');
};

export const changeMongodbPasswords: Rotation = (folder) => {
  rotatePasswords(join(folder, 'mongod-passwords.json'));
  return Promise.resolve('The next start gives MongoDB its new passwords.');
};

/** Everything comes under the next file. The one before it stays until the next rotation: a process on another machine may still seal under it. */
export function takeOver(name: string, work: (vault: Db, folder: string) => Promise<number>, what: string): Rotation {
  return (folder, withVault) =>
    withVault(async (vault) => {
      const { made, before } = addNext(folder, name);
      const count = await work(vault, folder);
      drop(folder, name, before.slice(1));
      return `${made} keeps all there is (${String(count)} ${what}); the file before it stays until the next rotation, older ones are gone. After a leak rotate twice. A backup made before opens only with a copy of the files of its time.`;
    });
}

/** The next file works on what the files before it make, so that all of them stay. */
export const renewLookupTokens: Rotation = (folder, withVault) =>
  withVault(async (vault) => {
    if (!(await lookupIsBehind(vault, folder))) addNext(folder, LOOKUP_KEYS);
    const count = await vaultSecrets.lookup(vault, folder);
    const { number } = keySeries(folder, LOOKUP_KEYS)[0];
    return `${LOOKUP_KEYS}-${String(number)}.key has renewed all ${String(count)} lookup tokens. The files before it are needed and stay; alone they find nothing any more.`;
  });

/** The next file recognises requests; those before it stay while a record made with them does. */
export const addIdempotencyKey: Rotation = (folder) => {
  const { made } = addNext(folder, IDEMPOTENCY_KEYS);
  const series = keySeries(folder, IDEMPOTENCY_KEYS);
  const needed = new Set(olderWithin(series, RECORDS_KEPT_MS, new Date()));
  const [, ...older] = series;
  drop(
    folder,
    IDEMPOTENCY_KEYS,
    older.filter((key) => !needed.has(key)).map(({ number }) => number),
  );
  return Promise.resolve(`${made} recognises repeated requests from the next start; those of the last seven days are still recognised by the files before it.`);
};
