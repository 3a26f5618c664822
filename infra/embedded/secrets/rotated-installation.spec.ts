import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { RecoveryCodes, TotpSetUp } from '../../../event-schemas/src/http/accounts';
import type { IssuedApiKey } from '../../../event-schemas/src/http/api-keys';
import type { AcceptInvitationRequest, InvitationLookup, IssuedInvitation } from '../../../event-schemas/src/http/members';
import type { SecondFactorNeeded, Session } from '../../../event-schemas/src/http/sign-in';
import { LOOKUP_TOKENS } from '../../../backend/src/app/vault-secrets';
import { codeAt } from '../../../backend/src/platform/testing/authenticator-app';
import { startMailSink } from '../../../backend/src/platform/testing/mail-sink';
import { OWNER, finishImport, pairBrowser, sendPage, setUp, startImport } from '../../e2e/client/importer';
import { personRows, range } from '../../e2e/client/people';
import { allLeads, waitUntilVisible } from '../../e2e/client/reader';
import { call, expectOk } from '../../e2e/client/rest';
import { freePort } from '../stack/free-port';
import { startInstallation, type Installation } from '../stack/installation';
import { listSecrets, rotateSecret } from './secrets';

jest.setTimeout(540_000);

describe('an installation of which every secret was rotated', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadgen-rotated-'));
  let running: Installation | null = null;
  afterEach(async () => {
    await running?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (mailUrl: string): Promise<Installation> => {
    running = await startInstallation({ dataDir, code: 'source', forTests: true, env: { MAIL_URL: mailUrl } });
    return running;
  };
  const importPeople = async (origin: string, owner: Session): Promise<void> => {
    const { accessToken } = await pairBrowser(origin, owner);
    const open = await startImport(origin, accessToken, 5);
    await sendPage(origin, accessToken, open, 1, personRows(range(1, 5)));
    const { position } = await finishImport(origin, accessToken, open);
    await waitUntilVisible(origin, owner.accessToken, '/api/v1/leads?limit=1', position ?? '');
  };

  it('lets everybody in as before, opens what was sealed before, and sends the mail that waited', async () => {
    const { origin, setUpToken } = await start(`smtp://127.0.0.1:${await freePort()}`);
    const owner = await setUp(origin, String(setUpToken()));
    const token = owner.accessToken;
    const { secret } = (await expectOk<TotpSetUp>(origin, 'POST', '/api/v1/account/totp', { token, body: { password: OWNER.password } })).body;
    const confirmed = { code: codeAt(secret, new Date().toISOString()) };
    const { codes } = (await expectOk<RecoveryCodes>(origin, 'PUT', '/api/v1/account/totp', { token, body: confirmed })).body;
    await importPeople(origin, owner);
    const before = await allLeads(origin, token);
    const asked = { token, body: { email: 'invited@example.org', role: 'member' }, idempotencyKey: randomUUID() };
    const { id, link } = (await expectOk<IssuedInvitation>(origin, 'POST', '/api/v1/invitations', asked)).body;
    const keyAsked = { token, body: { name: 'Reports', scopes: ['read-leads'], days: 30, password: OWNER.password } };
    const apiKey = (await expectOk<IssuedApiKey>(origin, 'POST', '/api/v1/api-keys', keyAsked)).body.secret;
    await running?.stop();

    const rotated = [...new Set(listSecrets(dataDir).flatMap(({ name, rotatable }) => (rotatable ? [name] : [])))];
    expect(rotated.sort()).toEqual(['access-tokens', 'idempotency', 'lookup', 'mail', 'mongodb-passwords', 'refresh-tokens', 'second-factors', 'wrapping']);
    for (const name of rotated) await rotateSecret(dataDir, name, {});
    const files = readdirSync(join(dataDir, 'keys')).filter((file) => /^(?:epoch|mail|second-factors)/.test(file));
    expect(files.sort()).toEqual(['epoch-1.key', 'epoch-2.key', 'mail-1.key', 'mail-2.key', 'second-factors-1.key', 'second-factors-2.key']);

    const sink = await startMailSink();
    const again = (await start(sink.url)).origin;
    const signIn = async (proof: Record<string, string>): Promise<Session> => {
      const body = { email: OWNER.email, password: OWNER.password };
      const { ticket } = (await expectOk<SecondFactorNeeded>(again, 'POST', '/api/v1/sessions', { body })).body;
      return (await expectOk<Session>(again, 'POST', '/api/v1/sessions/second-factor', { body: { ticket, ...proof } })).body;
    };
    // The code of the step after this one: an earlier one may be used up.
    await signIn({ code: codeAt(secret, new Date(Date.now() + 30_000).toISOString()) });
    const session = await signIn({ recoveryCode: String(codes[0]) });
    for (const each of [session.accessToken, apiKey]) expect(await allLeads(again, each)).toEqual(before);
    await importPeople(again, session);
    expect((await allLeads(again, session.accessToken)).map((lead) => lead.id)).toEqual(before.map((lead) => lead.id));
    const mail = await sink.mailTo('invited@example.org', 'Example Sales');
    const [mailed = ''] = /(?<=#token=)\S+/.exec(mail.text) ?? [];
    expect(link).toContain(mailed);
    const lookedUp = await expectOk<InvitationLookup>(again, 'POST', '/api/v1/invitation-lookups', { body: { token: mailed } });
    expect(lookedUp.body).toMatchObject({ email: 'invited@example.org', workspaceName: OWNER.workspaceName });
    const repeated = await expectOk<IssuedInvitation>(again, 'POST', '/api/v1/invitations', { ...asked, token: session.accessToken });
    expect(repeated.body.id).toBe(id);
    await sink.close();

    // A few more acts that leave lookup tokens behind.
    const idempotencyKey = randomUUID();
    await expectOk(again, 'POST', '/api/v1/invitation-acceptances', { body: newAccount(mailed, lookedUp.body), idempotencyKey });
    expect((await call(again, 'POST', '/api/v1/sessions', { body: { email: 'invited@example.org', password: 'not the password' } })).status).toBe(401);
    const found = await tokenPlaces(String(running?.testMongodbUrl));
    const listed = LOOKUP_TOKENS.places.map(({ collection, field }) => `${collection}.${field}`);
    expect(found.filter((place) => !listed.includes(place) && !LOOKUP_TOKENS.passing.includes(String(place.split('.')[0])))).toEqual([]);
    // Of vaults from before; nothing writes there any more.
    expect(listed.filter((place) => !found.includes(place))).toEqual(['credentials._id']);
  });
});

const newAccount = (token: string, { documents, ageRules }: InvitationLookup): AcceptInvitationRequest => ({
  token,
  newAccount: {
    displayName: 'Grace',
    password: 'seven lamps under quiet snow',
    region: ageRules[0]?.region ?? '',
    oldEnough: true,
    acceptedDocuments: documents.map(({ document, version }) => ({ document, version })),
  },
});

/** Wherever in the vault something like a lookup token stands, such as `credentials.emailToken`. */
async function tokenPlaces(mongodbUrl: string): Promise<readonly string[]> {
  const client = await new MongoClient(mongodbUrl).connect();
  const vault = client.db('leadgen_vault');
  const places = new Set<string>();
  const look = (value: unknown, place: string): void => {
    if (typeof value === 'string' && /(?<![\w-])\d+\.[\w-]{43}(?![\w-])/.test(value)) places.add(place);
    else if (Array.isArray(value)) for (const each of value) look(each, place);
    else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) look(each, `${place}.${name}`);
  };
  for (const { name } of await vault.listCollections({}, { nameOnly: true }).toArray()) {
    for await (const document of vault.collection(name).find()) look(document, name);
  }
  await client.close();
  return [...places];
}
