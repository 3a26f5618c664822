/** Searches kept logs for what no log may hold: people, secrets, and what looks like either. */
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { OWNER } from '../e2e/client/importer';
import { personRow, range } from '../e2e/client/people';

export interface Leak {
  readonly file: string;
  readonly line: number;
  /** What was found; never the value, which would then stand in the log of the test run. */
  readonly kind: string;
}

export interface Scan {
  readonly files: number;
  readonly lines: number;
  readonly leaks: readonly Leak[];
}

/** Everybody whom the specs make up, in part and as a whole, and the passwords they type. */
const PEOPLE: readonly string[] = [
  ...['Ada', 'Ada Lovelace', 'Grace', 'Grace Hopper', 'Lovelace', 'Hopper', OWNER.displayName, OWNER.workspaceName],
  ...range(0, 16 * 14).flatMap((person) => personRow(person, 1).fullName.split(' ').slice(0, 2)),
  ...range(0, 6).map((person) => personRow(person, 1).companyName ?? ''),
];
const PASSWORDS = [OWNER.password, 'correct horse', 'seven lamps', 'not the password'];

const anyOf = (words: readonly string[]): RegExp => new RegExp(`(?<![\\w-])(?:${[...new Set(words)].join('|')})(?![\\w-])`, 'u');

const KINDS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'the name of somebody', pattern: anyOf(PEOPLE) },
  { kind: 'a password', pattern: anyOf(PASSWORDS) },
  { kind: 'a password hash', pattern: /scrypt\$\d/u },
  { kind: 'a mail address', pattern: /[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}/iu },
  { kind: 'an address with a password', pattern: /\/\/[^/\s:@"]{1,100}:[^/\s@"]{1,100}@/u },
  { kind: 'a profile on LinkedIn', pattern: /linkedin\.com\/(?:in|sales\/lead)\//iu },
  { kind: 'an access token', pattern: /eyJ[\w-]{10,}\.[\w-]{10,}/u },
  { kind: 'an API key', pattern: /lgk_[\w-]{8,}/u },
  { kind: 'a secret of 32 bytes', pattern: /(?<![\w/+-])(?=[^\s"]{0,42}\d)(?=[^\s"]{0,42}[a-z])(?=[^\s"]{0,42}[A-Z])[\w-]{43}(?![\w/+=-])/u },
  { kind: 'the seed of an authenticator app', pattern: /(?<![A-Z0-9])(?=[A-Z]{0,31}[2-7])[A-Z2-7]{32}(?![A-Z0-9])/u },
  { kind: 'a recovery code', pattern: /(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){5}(?![\w-])/u },
  { kind: 'a pairing code', pattern: /(?<![\w-])(?=[\dA-Z-]*[A-Z])[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}(?![\w-])/u },
  { kind: 'a cookie', pattern: /leadgen_refresh|set-cookie/iu },
  { kind: 'credentials of a request', pattern: /\b(?:bearer|basic) [\w.+/=-]{8,}/iu },
];

export const kindsIn = (line: string): readonly string[] => KINDS.filter(({ pattern }) => pattern.test(line)).map(({ kind }) => kind);

export async function scanLogs(folder: string): Promise<Scan> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const leaks: Leak[] = [];
  let lines = 0;
  for (const file of files) {
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      line += 1;
      leaks.push(...kindsIn(text).map((kind) => ({ file: path.relative(folder, file), line, kind })));
    }
    lines += line;
  }
  return { files: files.length, lines, leaks };
}
