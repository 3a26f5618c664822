import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from './config';

const needed = { EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false', MONGODB_URL: 'mongodb://127.0.0.1:27017', VAULT_MONGODB_URL: 'mongodb://127.0.0.1:27017' };

describe('readConfig', () => {
  it('fills in what the environment leaves out', () => {
    expect(readConfig({ ...needed, LEADGEN_DATA_DIR: '/data' })).toEqual({
      eventStoreUrl: 'esdb://127.0.0.1:2113?tls=false',
      eventStoreAdminUrl: null,
      viewsUrl: 'mongodb://127.0.0.1:27017/leadgen_views',
      vaultUrl: 'mongodb://127.0.0.1:27017/leadgen_vault',
      dataFolder: '/data',
      keyFolder: '/data/keys',
      host: '127.0.0.1',
      port: 8377,
      origin: 'http://127.0.0.1:8377',
      extensionIds: [idOfOurExtension()],
      trustedProxies: [],
      limits: { perSession: 6_000, perWorkspace: 20_000, perAddress: 3_000 },
      securityContact: 'mailto:privacy@leadgen.app',
      mail: null,
      logLevel: 'info',
      logFile: null,
      watchParent: false,
    });
  });

  it('keeps the databases that the addresses name', () => {
    const urls = { MONGODB_URL: 'mongodb://a:b@host:1/views?tls=true', VAULT_MONGODB_URL: 'mongodb://host/?ssl=true' };
    expect(readConfig({ ...needed, ...urls })).toMatchObject({
      viewsUrl: 'mongodb://a:b@host:1/views?tls=true',
      vaultUrl: 'mongodb://host/leadgen_vault?ssl=true',
    });
  });

  it('takes the public address without a slash', () => {
    expect(readConfig({ ...needed, LEADGEN_ORIGIN: 'https://Leads.example.com/' }).origin).toBe('https://leads.example.com');
  });

  it.each([
    ['EVENTSTORE_URL', 'esdb+discover://a:b@events.example.com'],
    ['EVENTSTORE_URL', 'esdb://localhost:2113?tls=false'],
    ['EVENTSTORE_ADMIN_URL', 'https://a:b@one.example:2113, https://a:b@two.example:2113'],
    ['EVENTSTORE_ADMIN_URL', 'http://a:b@127.0.0.1:2113,http://a:b@[::1]:2113'],
    ['MONGODB_URL', 'mongodb+srv://a:b@views.example.com'],
    ['MONGODB_URL', 'mongodb://a:b@one:27017,two:27017/views?replicaSet=x&tls=true&tlsCAFile=/ca.pem'],
    ['MONGODB_URL', 'mongodb://a:b@[::1]:27017'],
  ])('takes %s=%s, which stays on this machine or is under TLS', (name, value) => {
    expect(() => readConfig({ ...needed, [name]: value })).not.toThrow();
  });

  it('lets a network in only with TLS in front', () => {
    expect(readConfig({ ...needed, HOST: '10.0.0.5', LEADGEN_ORIGIN: 'https://leads.example.com' }).host).toBe('10.0.0.5');
    for (const HOST of ['0.0.0.0', '::', '10.0.0.5']) expect(() => readConfig({ ...needed, HOST })).toThrow('LEADGEN_ORIGIN must be the https: address');
  });

  it('trusts the proxies it is told of', () => {
    expect(readConfig({ ...needed, TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,fd00::/8' }).trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);
  });

  it('takes limits of requests in ten seconds, or none', () => {
    const limits = { LEADGEN_LIMIT_PER_SESSION: '50', LEADGEN_LIMIT_PER_WORKSPACE: 'off' };
    expect(readConfig({ ...needed, ...limits }).limits).toEqual({ perSession: 50, perWorkspace: null, perAddress: 3_000 });
  });

  it('sends mail in the name of the public address unless a sender is given', () => {
    const mail = { ...needed, MAIL_URL: 'smtp://u:p@mail.example.com:587', LEADGEN_ORIGIN: 'https://leads.example.com' };
    expect(readConfig(mail).mail).toEqual({ url: 'smtp://u:p@mail.example.com:587', from: 'LeadGen <leadgen@leads.example.com>' });
    expect(readConfig({ ...mail, MAIL_FROM: 'a@example.com' }).mail?.from).toBe('a@example.com');
  });

  it.each([
    ['LEADGEN_LIMIT_PER_ADDRESS', '0', 'LEADGEN_LIMIT_PER_ADDRESS must be a number of requests in ten seconds from 1 to 9999999, or off.'],
    ['EVENTSTORE_URL', '', 'EVENTSTORE_URL is not set; give it the address of the store, such as esdb://127.0.0.1.'],
    ['MONGODB_URL', 'postgres://x', 'MONGODB_URL must start with mongodb:// or mongodb+srv://.'],
    ['EVENTSTORE_URL', 'esdb://events.example.com?tls=false', 'EVENTSTORE_URL must not cross the network in clear: leave tls=false out.'],
    ...['http://a:b@events.example.com:2113', 'https://a:b@one.example,http://a:b@two.example', 'http://a:b@127.0.0.1:1,http://127.0.0.1@two.example'].map(
      (value) => ['EVENTSTORE_ADMIN_URL', value, 'EVENTSTORE_ADMIN_URL must not cross the network in clear: use https:.'],
    ),
    ['EVENTSTORE_ADMIN_URL', 'esdb://a:b@127.0.0.1', 'EVENTSTORE_ADMIN_URL must name every node as https://user:password@host:port, separated by commas.'],
    ['MONGODB_URL', 'mongodb://views.example.com', 'MONGODB_URL must not cross the network in clear: add tls=true.'],
    ['MONGODB_URL', 'mongodb://127.0.0.1,views.example.com', 'MONGODB_URL must not cross the network in clear: add tls=true.'],
    ['MONGODB_URL', 'mongodb://127.0.0.1@views.example.com', 'MONGODB_URL must not cross the network in clear: add tls=true.'],
    ['MONGODB_URL', 'mongodb+srv://views.example.com/?tls=false', 'MONGODB_URL must not cross the network in clear: add tls=true.'],
    ...['esdb://e.example?tlsVerifyCert=false', 'esdb://e.example?maxDiscoverAttempts=2&tlsverifycert=false'].map((value) => [
      'EVENTSTORE_URL',
      value,
      'EVENTSTORE_URL must not turn off the check of certificates; name the authority that signed them instead.',
    ]),
    ...['tlsInsecure', 'tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames'].map((option) => [
      'VAULT_MONGODB_URL',
      `mongodb://v.example/vault?tls=true&${option}=true`,
      'VAULT_MONGODB_URL must not turn off the check of certificates; name the authority that signed them instead.',
    ]),
    ['PORT', '70000', 'PORT must be a number from 0 to 65535; 0 takes a free port.'],
    ['PORT', 'x', 'PORT must be a number from 0 to 65535; 0 takes a free port.'],
    ['LEADGEN_ORIGIN', 'https://x/y', 'LEADGEN_ORIGIN must be the public address without a path, such as https://leads.example.com.'],
    ['LEADGEN_EXTENSION_IDS', 'abc', 'LEADGEN_EXTENSION_IDS must be extension ids of 32 letters from a to p, separated by commas.'],
    ...['true', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.5/8/8', 'proxy.example'].map((value) => [
      'TRUSTED_PROXIES',
      value,
      'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by commas.',
    ]),
    ['SECURITY_CONTACT', 'security@example.com', 'SECURITY_CONTACT must be an address such as mailto:security@example.com or https://example.com/security.'],
    ['MAIL_URL', 'https://user:secret@mail.example.com', 'MAIL_URL must be an address such as smtps://user:password@mail.example.com:465.'],
    ['MAIL_URL', 'smtp://mail.example.com?ignoreTLS=true', 'MAIL_URL must be an address such as smtps://user:password@mail.example.com:465.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  ])('refuses %s=%s in one sentence', (name, value, sentence) => {
    expect(() => readConfig({ ...needed, [name]: value })).toThrow(sentence);
  });
});

/** As browsers compute it: the first half of the key's SHA-256, written with the letters a to p. */
function idOfOurExtension(): string {
  const manifest = JSON.parse(readFileSync(path.resolve(__dirname, '../../../extension/manifest.json'), 'utf8')) as { key: string };
  const half = createHash('sha256').update(Buffer.from(manifest.key, 'base64')).digest('hex').slice(0, 32);
  return Array.from(half, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
