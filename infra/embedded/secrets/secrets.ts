// Every secret that an installation makes for itself: where it stands, who may read it, and how another one takes its place.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseUrl } from '../../../backend/src/app/store-addresses';
import { vaultSecrets } from '../../../backend/src/app/vault-secrets';
import { SECOND_FACTOR_KEYS } from '../../../backend/src/capabilities/sign-in/sign-in.vault';
import { MAIL_KEYS } from '../../../backend/src/platform/mail/mail-queue';
import { EPOCH_KEYS } from '../../../backend/src/platform/sealing/file-key-provider';
import { lockFolder } from '../data-folder/folder-lock';
import { StartFailure } from '../start-failure';
import { addAccessTokenKey, addIdempotencyKey, changeMongodbPasswords, renewLookupTokens, replaceRefreshTokenKey, takeOver, type Rotation } from './rotations';
import { refuseWhileRunningElsewhere } from './running-elsewhere';
import { VAULT_DATABASE, vaultOf } from './vault';

interface Kind {
  readonly name: string;
  readonly folder: 'keys' | 'mongodb' | '.';
  readonly file: RegExp;
  /** Null when it is never older than the start it was made at; `why` then says so. */
  readonly rotate: Rotation | null;
  readonly why: string;
}

const KINDS: readonly Kind[] = [
  { name: 'access-tokens', folder: 'keys', file: /^access-tokens-\d+\.key$/, rotate: addAccessTokenKey, why: 'signs access tokens' },
  { name: 'refresh-tokens', folder: 'keys', file: /^refresh-tokens\.key$/, rotate: replaceRefreshTokenKey, why: 'makes refresh tokens' },
  {
    name: 'wrapping',
    folder: 'keys',
    file: /^epoch-\d+\.key$/,
    rotate: takeOver(EPOCH_KEYS, vaultSecrets.wrapping, 'keys of people, each compared with its check value'),
    why: 'wraps the keys of people',
  },
  { name: 'lookup', folder: 'keys', file: /^lookup-\d+\.key$/, rotate: renewLookupTokens, why: 'makes the tokens by which something is found again' },
  { name: 'idempotency', folder: 'keys', file: /^idempotency-\d+\.key$/, rotate: addIdempotencyKey, why: 'recognises repeated requests' },
  { name: 'mail', folder: 'keys', file: /^mail-\d+\.key$/, rotate: takeOver(MAIL_KEYS, vaultSecrets.mail, 'waiting mails'), why: 'seals mail that waits' },
  {
    name: 'second-factors',
    folder: 'keys',
    file: /^second-factors(?:-\d+)?\.key$/,
    rotate: takeOver(SECOND_FACTOR_KEYS, vaultSecrets.secondFactors, 'authenticator apps'),
    why: 'seals the seeds of authenticator apps',
  },
  {
    name: 'mongodb-passwords',
    folder: 'mongodb',
    file: /^mongod-passwords\.json$/,
    rotate: changeMongodbPasswords,
    why: 'passwords of the embedded MongoDB',
  },
  { name: 'connections', folder: '.', file: /^connections\.json$/, rotate: null, why: 'made anew at every start, with the secret of the event node in it' },
  { name: 'set-up-token', folder: '.', file: /^set-up-token$/, rotate: null, why: 'good for one use, gone after it' },
];

export interface Secret {
  /** What `rotate` takes; `unknown` for a file in the key folder that is none of ours. */
  readonly name: string;
  /** Inside the data folder. */
  readonly file: string;
  readonly rotatable: boolean;
  readonly remark: string;
  /** True when only the owner of the file may read it. */
  readonly guarded: boolean;
}

/** The secrets of the installation on the folder, never their values. */
export function listSecrets(dataDir: string): readonly Secret[] {
  const found = (['keys', 'mongodb', '.'] as const).flatMap((folder) =>
    filesOf(join(dataDir, folder)).flatMap((file): readonly Secret[] => {
      const kind = KINDS.find((each) => each.folder === folder && each.file.test(file));
      if (kind === undefined && folder !== 'keys') return [];
      const guarded = (statSync(join(dataDir, folder, file)).mode & 0o077) === 0;
      const facts = { file: join(folder, file), guarded };
      if (kind === undefined) return [{ ...facts, name: 'unknown', rotatable: false, remark: 'none of ours' }];
      return [{ ...facts, name: kind.name, rotatable: kind.rotate !== null, remark: kind.why }];
    }),
  );
  if (found.length === 0) throw new StartFailure(`There is no installation on ${dataDir}; name the folder of one with LEADGEN_DATA_DIR.`);
  return found;
}

/** Puts another secret in the place of this one and says what follows from it. Throws StartFailure, above all while LeadGen runs. */
export async function rotateSecret(dataDir: string, name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const kind = KINDS.find((each) => each.name === name);
  const rotatable = KINDS.filter(({ rotate }) => rotate !== null).map((each) => each.name);
  if (kind === undefined) throw new StartFailure(`There is no secret called so; name one of ${rotatable.join(', ')}.`);
  if (kind.rotate === null) throw new StartFailure(`${kind.name} cannot be rotated: ${kind.why}; name one of ${rotatable.join(', ')}.`);
  const folder = join(dataDir, kind.folder);
  if (!filesOf(folder).some((file) => kind.file.test(file))) {
    throw new StartFailure(`There is no such secret on ${resolve(dataDir)}; name the folder of an installation with LEADGEN_DATA_DIR.`);
  }
  // The processes read their secrets when they start, and two of them must never disagree.
  const lock = lockFolder(dataDir);
  try {
    const sure = await nothingRunsElsewhere(env);
    const said = await kind.rotate(folder, vaultOf(dataDir, env));
    return sure ? said : `${said} MongoDB does not say who is connected to the vault: LeadGen must not have run on another machine meanwhile.`;
  } finally {
    lock.release();
  }
}

/** Only a vault that stands elsewhere can be used from elsewhere. */
async function nothingRunsElsewhere(env: NodeJS.ProcessEnv): Promise<boolean> {
  const given = env['VAULT_MONGODB_URL'] ?? '';
  return given === '' || refuseWhileRunningElsewhere(databaseUrl('VAULT_MONGODB_URL', given, VAULT_DATABASE));
}

/** Drafts begin with a dot. */
const filesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
        .sort()
    : [];
