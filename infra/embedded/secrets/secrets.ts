// Every secret that an installation makes for itself: where it stands, who may read it, and how another one takes its place.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { secretFile } from '../../../backend/src/platform/sealing/secret-file';
import { lockFolder } from '../data-folder/folder-lock';
import { rotatePasswords } from '../mongod/mongod-users';
import { StartFailure } from '../start-failure';

interface Kind {
  readonly name: string;
  readonly folder: 'keys' | 'mongodb' | '.';
  /** Its first group, where there is one, is the number of the file. */
  readonly file: RegExp;
  /** Null when no other one can take its place; `why` then says why. */
  readonly rotate: ((folder: string) => string) | null;
  readonly why: string;
}

const KINDS: readonly Kind[] = [
  {
    name: 'access-tokens',
    folder: 'keys',
    file: /^access-tokens-(\d{1,6})\.key$/,
    rotate: (folder) => {
      const made = addNext(folder, 'access-tokens', /^access-tokens-(\d{1,6})\.key$/, 1);
      return `${made} signs access tokens from the next start; the one before still verifies, older ones are gone. After a leak rotate twice.`;
    },
    why: 'signs access tokens',
  },
  {
    name: 'refresh-tokens',
    folder: 'keys',
    file: /^refresh-tokens\.key$/,
    rotate: (folder) => {
      replace(folder, 'refresh-tokens.key');
      return 'From the next start every session is over: people sign in again and browsers are paired again.';
    },
    why: 'makes refresh tokens',
  },
  {
    name: 'wrapping',
    folder: 'keys',
    file: /^epoch-(\d{1,9})\.key$/,
    rotate: (folder) => {
      const made = addNext(folder, 'epoch', /^epoch-(\d{1,9})\.key$/, Infinity);
      return `${made} wraps the keys made from the next start on. Keys made before stay under the older files, which must be kept: nothing is wrapped anew.`;
    },
    why: 'wraps the keys of people',
  },
  {
    name: 'mongodb-passwords',
    folder: 'mongodb',
    file: /^mongod-passwords\.json$/,
    rotate: (folder) => {
      rotatePasswords(join(folder, 'mongod-passwords.json'));
      return 'The next start gives MongoDB its new passwords.';
    },
    why: 'passwords of the embedded MongoDB',
  },
  fixed('lookup', /^lookup-\d+\.key$/, 'what it made can be made anew only from the values themselves, which are not kept'),
  fixed('idempotency', /^idempotency-\d+\.key$/, 'a request repeated from before would be carried out twice'),
  fixed('mail', /^mail-\d+\.key$/, 'mail that waits is sealed under it and would be lost'),
  fixed('second-factors', /^second-factors\.key$/, 'the seeds of authenticator apps are sealed under it and would be lost'),
  { name: 'connections', folder: '.', file: /^connections\.json$/, rotate: null, why: 'made anew at every start, with the secret of the event node in it' },
  { name: 'set-up-token', folder: '.', file: /^set-up-token$/, rotate: null, why: 'good for one use, gone after it' },
];

function fixed(name: string, file: RegExp, why: string): Kind {
  return { name, folder: 'keys', file, rotate: null, why };
}

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
export function rotateSecret(dataDir: string, name: string): string {
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
    return kind.rotate(folder);
  } finally {
    lock.release();
  }
}

/** Adds the next file of a series, removes all but `kept` of the ones before; answers its name. */
function addNext(folder: string, stem: string, file: RegExp, kept: number): string {
  const numbers = filesOf(folder)
    .flatMap((name) => file.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => other - one);
  const name = `${stem}-${String((numbers[0] ?? 0) + 1)}.key`;
  secretFile(join(folder, name));
  for (const old of numbers.slice(kept)) rmSync(join(folder, `${stem}-${String(old)}.key`));
  return name;
}

/** The new one is whole before it takes the place of the old one. */
function replace(folder: string, name: string): void {
  const draft = join(folder, `.rotated-${randomBytes(6).toString('hex')}`);
  secretFile(draft);
  renameSync(draft, join(folder, name));
}

/** Drafts begin with a dot. */
const filesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
        .sort()
    : [];
