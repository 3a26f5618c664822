import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenKeys } from '../../platform/identity/token-keys';
import { startAttacked, type Attacked } from './attacked';

type Parts = Readonly<Record<string, unknown>>;

const encoded = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const decoded = (part: string): Parts => JSON.parse(Buffer.from(part, 'base64url').toString()) as Parts;

/** Signed as JWTs are: the two halves of an ECDSA signature, one after the other. */
const signed = (head: unknown, claims: unknown, key: KeyObject, hash = 'sha256'): string => {
  const text = `${encoded(head)}.${encoded(claims)}`;
  return `${text}.${sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
};

describe('an access token', () => {
  let attacked: Attacked;
  let good: string;
  let head: Parts;
  let claims: Parts;
  let ours: KeyObject;
  beforeAll(async () => {
    attacked = await startAttacked();
    good = attacked.owner.accessToken;
    const [first = '', second = ''] = good.split('.');
    [head, claims] = [decoded(first), decoded(second)];
    ours = new TokenKeys(join(attacked.app.dataFolder, 'keys')).signing().privateKey;
  });
  afterAll(() => attacked.close());

  const statusWith = async (token: string): Promise<number> => (await attacked.call({ method: 'get', path: '/api/v1/me', token })).status;

  it('signed like ours is taken: what follows is refused for what is wrong with it', async () => {
    expect(await statusWith(signed(head, claims, ours))).toBe(200);
  });

  it.each<[string, (key: KeyObject) => string]>([
    ['without a signature, by its own word', () => `${encoded({ ...head, alg: 'none' })}.${encoded(claims)}.`],
    ['by its own word in capitals', () => `${encoded({ ...head, alg: 'NONE' })}.${encoded(claims)}.`],
    ['with an empty signature', () => `${encoded(head)}.${encoded(claims)}.`],
    ['with a signature of zeros', () => `${encoded(head)}.${encoded(claims)}.${Buffer.alloc(64).toString('base64url')}`],
    ['signed with the public key as a password', (key) => withPassword(publicPem(key))],
    ['signed with an empty password', () => withPassword('')],
    ['signed with the key file as a password', () => withPassword(readFileSync(join(attacked.app.dataFolder, 'keys', 'access-tokens-1.key')))],
    ['with ES384', () => signed({ ...head, alg: 'ES384' }, claims, generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey, 'sha384')],
    ['with RS256', () => withRsa()],
    ['signed with another key of the right kind', () => signed(head, claims, foreignKey())],
    ['with a key of its own in jwk', () => withOwnKey((key) => ({ jwk: createPublicKey(key).export({ format: 'jwk' }) }))],
    ['with the address of a key in jku', () => withOwnKey(() => ({ jku: 'http://127.0.0.1:1/keys' }))],
    ['with the address of a certificate in x5u', () => withOwnKey(() => ({ x5u: 'http://127.0.0.1:1/cert' }))],
    ['with a certificate in x5c', () => withOwnKey(() => ({ x5c: ['AAAA'] }))],
    ['that names a rule nobody knows as critical', (key) => signed({ ...head, alg: 'ES256', crit: ['exp'], kid: 'x' }, claims, key)],
  ])('is refused %s', async (_what, made) => {
    expect(await statusWith(made(ours))).toBe(401);
  });

  it.each([
    '',
    '2',
    '0',
    '01',
    '1 ',
    '1\u0000',
    '../1',
    '../../keys/access-tokens-1',
    'access-tokens-1.key',
    '/dev/null',
    '__proto__',
    "1' OR '1'='1",
    1,
    null,
    ['1'],
    { $gt: '' },
  ])('is refused under the key name %j', async (kid) => {
    expect(await statusWith(signed({ ...head, kid }, claims, ours))).toBe(401);
  });

  it.each<[string, Parts]>([
    ['for another audience', { aud: 'other' }],
    ['for nobody', { aud: undefined }],
    ['of another issuer', { iss: 'leadgen.example' }],
    ['of no issuer', { iss: undefined }],
    ['that is over', { exp: 1 }],
    ['that counts later', { nbf: 4_102_444_800 }],
    ['of an account that nobody has', { sub: '22222222-2222-4222-8222-222222222222' }],
    ['of a workspace that the account is not in', { wid: '22222222-2222-4222-8222-222222222222' }],
    ['of a session that never was', { sid: '22222222-2222-4222-8222-222222222222' }],
    ['with an operator in place of an id', { sid: { $gt: '' }, sub: { $ne: null } }],
    ['with a word in place of an instant', { exp: 'never' }],
  ])('is refused %s, even signed by us', async (_what, change) => {
    expect(await statusWith(signed(head, { ...claims, ...change }, ours))).toBe(401);
  });

  it('gives no more by claims that we do not make', async () => {
    const member = await attacked.app.signIn({ role: 'member', workspaceId: attacked.owner.workspace.id });
    const [, part = ''] = member.authorization.split('.');
    const token = signed(head, { ...decoded(part), role: 'owner', scopes: ['*'], permissions: ['manage-members'], admin: true }, ours);
    expect((await attacked.call({ method: 'get', path: '/api/v1/workspace', token })).status).toBe(200);
    expect((await attacked.call({ method: 'patch', path: '/api/v1/workspace', token, body: { name: 'Mine' } })).status).toBe(403);
  });

  it('is refused with one letter of it changed', async () => {
    const [first = '', second = '', third = ''] = good.split('.');
    const changed = (text: string, at: number): string => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    const tokens = [`${first}.${changed(second, 10)}.${third}`, `${first}.${second}.${changed(third, 10)}`, `${changed(first, 5)}.${second}.${third}`];
    for (const token of [...tokens, `${good}.`, `${good}.x`, `${first}.${second}`, good.replaceAll('.', '..'), good.toUpperCase()])
      expect([token === good, await statusWith(token)]).toEqual([false, 401]);
    expect(await statusWith(good)).toBe(200);
  });

  it('is read from its header only', async () => {
    const asked = (more: Partial<Parameters<Attacked['call']>[0]>) => attacked.call({ method: 'get', path: '/api/v1/me', ...more });
    const answers = [
      await asked({ path: `/api/v1/me?access_token=${good}&token=${good}&auth_token=${good}` }),
      await asked({ headers: { Cookie: `access_token=${good}; token=${good}; Authorization=Bearer ${good}` } }),
      await asked({ headers: { 'X-Access-Token': good, 'Proxy-Authorization': `Bearer ${good}` } }),
      await asked({ headers: { Authorization: `Basic ${good}` } }),
      await asked({ headers: { Authorization: good } }),
      await attacked.call({ method: 'post', path: '/api/v1/imports', body: { access_token: good } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  });

  const withPassword = (password: string | Buffer): string => {
    const text = `${encoded({ ...head, alg: 'HS256' })}.${encoded(claims)}`;
    return `${text}.${createHmac('sha256', password).update(text).digest('base64url')}`;
  };
  const withRsa = (): string => {
    const text = `${encoded({ ...head, alg: 'RS256' })}.${encoded(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey).toString('base64url')}`;
  };
  const foreignKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  const withOwnKey = (more: (key: KeyObject) => Parts): string => {
    const key = foreignKey();
    return signed({ ...head, ...more(key) }, claims, key);
  };
});

const publicPem = (key: KeyObject): string =>
  createPublicKey(createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }))).export({ type: 'spki', format: 'pem' }) as string;
