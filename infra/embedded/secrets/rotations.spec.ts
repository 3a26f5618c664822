import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db, type Document } from 'mongodb';
import { IdentityIndex, type Identifiers } from '../../../backend/src/capabilities/maintain-leads/identity/identity-index';
import { ApiKeySecrets } from '../../../backend/src/capabilities/manage-workspace/api-keys/api-key-secrets';
import { InvitationLinks } from '../../../backend/src/capabilities/manage-workspace/invitations/invitation-links';
import { Pairings } from '../../../backend/src/capabilities/manage-workspace/pairing/pairings';
import { AuthenticatorApps } from '../../../backend/src/capabilities/sign-in/secrets/authenticator-apps';
import { CredentialStore } from '../../../backend/src/capabilities/sign-in/secrets/credentials';
import { RecoveryCodes } from '../../../backend/src/capabilities/sign-in/secrets/recovery-codes';
import { SECOND_FACTOR_KEYS, SeedBox } from '../../../backend/src/capabilities/sign-in/secrets/seed-box';
import { SignInAttempts } from '../../../backend/src/capabilities/sign-in/secrets/sign-in-attempts';
import { MAIL_KEYS, mailBox, MailQueue } from '../../../backend/src/platform/mail/mail-queue';
import { FileKeyProvider } from '../../../backend/src/platform/sealing/file-key-provider';
import { keysOf } from '../../../backend/src/platform/sealing/key-series';
import { lookupTokens } from '../../../backend/src/platform/sealing/lookup-tokens';
import { refuseOtherTokens } from '../../../backend/src/platform/sealing/renew-tokens';
import type { Subject } from '../../../backend/src/platform/sealing/subject';
import { SubjectKeyStore } from '../../../backend/src/platform/sealing/subject-key-store';
import { VAULT_APP_NAME } from '../../../backend/src/platform/sealing/vault';
import { codeAt } from '../../../backend/src/platform/testing/authenticator-app';
import { countedId, CountingIds } from '../../../backend/src/platform/testing/counting-ids';
import { FixedClock } from '../../../backend/src/platform/testing/fixed-clock';
import { findMongod } from '../mongod/find-mongod';
import { startMongod, type RunningMongod } from '../mongod/mongod-process';

jest.setTimeout(540_000);

const SCOPE = countedId(1);
const REGISTER = join(__dirname, '../../tooling/swc-register.cjs');

describe('secrets that the vault hangs on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-rotations-'));
  let mongod: RunningMongod;
  let client: MongoClient;
  beforeAll(async () => {
    const { binary } = await findMongod();
    mongod = await startMongod({ binary, folder: join(folder, 'mongodb'), logFile: join(folder, 'log'), port: 0, compression: false, withTestsUser: true });
    client = await new MongoClient(mongod.testsUrl).connect();
  });
  afterAll(async () => {
    await client.close();
    await mongod.process.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let [name, data, keys, count] = ['', '', '', 0];
  let vault: Db;
  beforeEach(() => {
    name = `vault_${(count += 1)}`;
    data = join(folder, name);
    keys = join(data, 'keys');
    mkdirSync(keys, { recursive: true });
    vault = client.db(name);
  });

  interface Rotated {
    readonly code: number | null;
    readonly said: string;
  }
  /** In a process of its own, which is killed as soon as the condition holds. */
  const rotate = async (which: string, killWhen?: () => Promise<boolean>): Promise<Rotated> => {
    const child = spawn(process.execPath, ['--require', REGISTER, join(__dirname, 'secrets.cli.ts'), 'rotate', which], {
      env: { ...process.env, LEADGEN_DATA_DIR: data, VAULT_MONGODB_URL: mongod.testsUrl.replace('/?', `/${name}?`) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = once(child, 'close');
    while (killWhen !== undefined && child.exitCode === null && !child.killed) if (await killWhen()) child.kill('SIGKILL');
    await ended;
    return { code: child.exitCode, said };
  };
  const some = (collection: string, filter: Document, of: number) => async (): Promise<boolean> => {
    const count = await vault.collection(collection).countDocuments(filter);
    return count > 0 && count < of;
  };
  const keyFiles = (): string[] => readdirSync(keys).filter((file) => file.endsWith('.key'));

  it('are not rotated while a process of LeadGen is connected to the vault from anywhere', async () => {
    new FileKeyProvider(keys);
    const running = await new MongoClient(mongod.testsUrl, { appName: VAULT_APP_NAME }).connect();
    const { code, said } = await rotate('wrapping').finally(() => running.close());
    expect([code, said, keyFiles()]).toEqual([
      1,
      expect.stringContaining('LeadGen still uses the vault from 127.0.0.1; stop it on every machine'),
      ['epoch-1.key'],
    ]);
    expect((await rotate('wrapping')).code).toBe(0);
  });

  describe('wrapping', () => {
    const subjects = Array.from({ length: 10_000 }, (_, index): Subject => ({ role: 'lead', subjectId: countedId(index) }));
    const store = (): SubjectKeyStore => new SubjectKeyStore(vault, new FileKeyProvider(keys), new CountingIds());
    const opened = async (): Promise<string[]> => [...(await store().find(SCOPE, subjects)).values()].map(({ key }) => key?.key.toString('hex') ?? 'none');

    it('is rotated for every live key; killed half-way, all of them still open, and the next try finishes', async () => {
      await store().create(SCOPE, subjects);
      await vault.collection('subject_keys').updateOne({}, { $unset: { wrapped: '' }, $set: { state: 'destroyed' } });
      const before = await opened();
      const killed = await rotate('wrapping', some('subject_keys', { epoch: '2' }, subjects.length));
      expect([killed.code, keyFiles(), await some('subject_keys', { epoch: '2' }, subjects.length)()]).toEqual([null, ['epoch-1.key', 'epoch-2.key'], true]);
      expect(await opened()).toEqual(before);
      const { code, said } = await rotate('wrapping');
      expect([code, said]).toEqual([0, expect.stringContaining('epoch-3.key keeps all there is (9999 keys of people')]);
      expect([keyFiles(), await opened()]).toEqual([['epoch-2.key', 'epoch-3.key'], before]);
      rmSync(join(keys, 'epoch-2.key'));
      expect(await opened()).toEqual(before);
    });

    it('leaves every file in its place when a key is not the one that was issued', async () => {
      await store().create(SCOPE, subjects.slice(0, 3));
      await vault.collection('subject_keys').updateOne({}, { $set: { checkValue: 'another' } });
      const { code, said } = await rotate('wrapping');
      expect([code, said, keyFiles()]).toEqual([1, expect.stringContaining('is not the one that was issued'), ['epoch-1.key', 'epoch-2.key']]);
    });
  });

  describe('lookup', () => {
    const clock = new FixedClock();
    const people = Array.from({ length: 8_000 }, (_, index): Identifiers => ({ salesProfileId: `ACw${index}`, publicProfileUrl: null }));
    const index = (): IdentityIndex => new IdentityIndex(vault, lookupTokens(keys), new CountingIds());
    const credentials = (): CredentialStore => new CredentialStore(vault, lookupTokens(keys), clock, new CountingIds());
    const links = (): InvitationLinks => new InvitationLinks(vault, lookupTokens(keys), clock);
    const apiKeys = (): ApiKeySecrets => new ApiKeySecrets(vault, lookupTokens(keys), clock);
    const codes = (): RecoveryCodes => new RecoveryCodes(vault, lookupTokens(keys));
    const account = { accountId: countedId(7), workspaceId: SCOPE, passwordHash: 'hash' };
    const tokensLeft = async (version: number): Promise<string[]> => {
      const collections = await vault.listCollections({}, { nameOnly: true }).toArray();
      const documents = await Promise.all(collections.map((each) => vault.collection(each.name).find().toArray()));
      return JSON.stringify(documents).match(new RegExp(`(?<=[":])${String(version)}\\.[A-Za-z0-9_-]{43}(?=")`, 'g')) ?? [];
    };

    it('is rotated without the values; killed half-way nothing starts on it, and the next try finishes', async () => {
      const named = await index().name(SCOPE, people);
      await credentials().add('ada@example.org', account);
      await vault.collection<{ _id: string }>('credentials').insertOne({ _id: lookupTokens(keys).token('installation', 'account-email', 'old@example.org') });
      const [used = '', kept = ''] = await codes().make(account.accountId);
      await codes().use(account.accountId, used);
      const token = links().tokenOf(countedId(8), countedId(9));
      await links().issue({ invitationId: countedId(8), workspaceId: SCOPE }, token, '2099-01-01T00:00:00.000Z');
      await links().claim(token, account.accountId, 'request', countedId(10));
      const apiKey = { secretId: countedId(12), keyId: countedId(13), workspaceId: SCOPE };
      await apiKeys().make(apiKey);
      const apiKeyText = String(await apiKeys().show(apiKey));
      await new SignInAttempts(vault, lookupTokens(keys), clock).begin('any', '127.0.0.1');
      await new Pairings(vault, lookupTokens(keys), clock).start('state', 'code', account);
      expect(await tokensLeft(1)).not.toEqual([]);

      const killed = await rotate('lookup', some('identity_index', { _id: /:2\.[^:]*$/ as never }, people.length));
      expect([killed.code, keyFiles()]).toEqual([null, ['lookup-1.key', 'lookup-2.key']]);
      await expect(refuseOtherTokens(vault, lookupTokens(keys))).rejects.toThrow('run npm run secrets -- rotate lookup, which finishes what is missing');

      const { code, said } = await rotate('lookup');
      expect([code, said, keyFiles()]).toEqual([
        0,
        expect.stringContaining('lookup-2.key has renewed all 8014 lookup tokens'),
        ['lookup-1.key', 'lookup-2.key'],
      ]);
      await refuseOtherTokens(vault, lookupTokens(keys));
      expect(await tokensLeft(1)).toEqual([]);
      expect(await index().name(SCOPE, people)).toEqual(named.map((lead) => ({ ...lead, fresh: false })));
      expect(await credentials().find('Ada@example.org')).toEqual(account);
      expect([await codes().use(account.accountId, used), await codes().use(account.accountId, kept)]).toEqual([null, 8]);
      expect(await links().claim(token, account.accountId, 'request', countedId(11))).toBe(countedId(10));
      expect([await apiKeys().find(apiKeyText), await apiKeys().show(apiKey)]).toEqual([{ ...apiKey, lastUsedAt: null }, null]);
    });

    it('is rotated again and again, and a vault from before is brought up to date', async () => {
      const [lead] = await index().name(SCOPE, people.slice(0, 1));
      const before = await vault.collection('identity_index').find().toArray();
      for (const _time of [1, 2]) expect((await rotate('lookup')).code).toBe(0);
      expect(keyFiles()).toEqual(['lookup-1.key', 'lookup-2.key', 'lookup-3.key']);
      await vault.dropDatabase();
      await vault.collection('identity_index').insertMany(before);
      await expect(refuseOtherTokens(vault, lookupTokens(keys))).rejects.toThrow();
      expect((await rotate('lookup')).code).toBe(0);
      expect([keyFiles().length, await index().name(SCOPE, people.slice(0, 1))]).toEqual([3, [{ ...lead, fresh: false }]]);
      rmSync(join(keys, 'lookup-3.key'));
      await expect(refuseOtherTokens(vault, lookupTokens(keys))).rejects.toThrow('The vault needs the key file lookup-3.key');
    });
  });

  it('mail and second factors are rotated; killed half-way every mail and every code still counts, and the next try finishes', async () => {
    const clock = new FixedClock();
    const queue = (): MailQueue => new MailQueue(vault, mailBox(keysOf(keys, MAIL_KEYS)), clock, new CountingIds());
    const apps = (): AuthenticatorApps => new AuthenticatorApps(vault, new SeedBox(keysOf(keys, SECOND_FACTOR_KEYS)), clock);
    const first = queue();
    for (const number of Array.from({ length: 2_000 }).keys())
      await first.add({ to: `a${number}@example.org`, subject: 'S', text: 'T', secret: false }, 'kept');
    const sealedBefore = await vault.collection('mails').distinct('sealed');
    const stillRunning = apps();
    const { secret } = await apps().begin(SCOPE, 'label');
    const begun = await apps().begin(countedId(2), 'another label');
    expect(await apps().confirm(SCOPE, codeAt(secret, clock.now()))).toBe('confirmed');

    const killed = await rotate('mail', some('mails', { sealed: { $in: sealedBefore } }, 2_000));
    expect(killed.code).toBeNull();
    const mails = await queue().kept();
    expect(mails).toHaveLength(200);
    for (const which of ['mail', 'second-factors']) expect((await rotate(which)).code).toBe(0);
    expect(keyFiles()).toEqual(['mail-2.key', 'mail-3.key', 'second-factors-1.key', 'second-factors-2.key']);
    expect(await queue().kept()).toEqual(mails);
    clock.advance(60_000);
    expect(await apps().use(SCOPE, codeAt(secret, clock.now()))).toBe(true);
    expect(await apps().confirm(countedId(2), codeAt(begun.secret, clock.now()))).toBe('confirmed');
    const late = await stillRunning.begin(countedId(3), 'sealed by a process that had not stopped');
    expect((await rotate('second-factors')).code).toBe(0);
    expect(keyFiles()).toEqual(['mail-2.key', 'mail-3.key', 'second-factors-2.key', 'second-factors-3.key']);
    expect(await apps().confirm(countedId(3), codeAt(late.secret, clock.now()))).toBe('confirmed');
  });
});
