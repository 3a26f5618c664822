import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { capabilityModules, views } from '../../../../app/capabilities';
import type { RequestFacts } from '../../../../platform/http/request-facts';
import { countedId } from '../../../../platform/testing/counting-ids';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { AccountOfEmailQuery } from '../../account/account-of-email.query';
import { CreateAccountCommand, type NewAccount } from '../../commands/create-account';

const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 });
const facts: RequestFacts = { correlationId: countedId(1), idempotencyKey: null, userAgent: '', address: '127.0.0.1' };
const ada: NewAccount = {
  accountId: countedId(2),
  workspaceId: countedId(3),
  email: ' Ada@Example.com',
  displayName: 'Ada',
  password: 'correct horse battery',
  accepted: [{ document: 'terms', version: '2026-11-24' }],
};

describe('making accounts', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await startApplication({ modules, views });
  });
  afterAll(() => app.close());

  const create = (account: NewAccount) => app.app.get(CommandBus).execute(new CreateAccountCommand(account, facts));
  const accountOf = (email: string) => app.app.get(QueryBus).execute(new AccountOfEmailQuery(email));

  it('lets an address have one account, and a repeated try the account it made', async () => {
    expect(await create(ada)).toEqual({ kind: 'created' });
    expect(await create({ ...ada, displayName: 'Typed otherwise' })).toEqual({ kind: 'created' });
    expect(await create({ ...ada, accountId: countedId(4), email: 'ada@example.com' })).toEqual({ kind: 'refused', reason: 'AddressTaken' });
    expect([await accountOf('ADA@example.com'), await accountOf('eve@example.com')]).toEqual([ada.accountId, null]);
  });

  it('gives the address to one of ten that ask at once', async () => {
    const tries = Array.from({ length: 10 }, (_, index) => create({ ...ada, email: 'eve@example.com', accountId: countedId(100 + index) }));
    const results = await Promise.all(tries);
    expect(results.filter(({ kind }) => kind === 'created')).toHaveLength(1);
    const winner = results.findIndex(({ kind }) => kind === 'created');
    expect(await accountOf('eve@example.com')).toBe(countedId(100 + winner));
  });
});

describe('documents', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await startApplication({ modules, views });
  });
  afterAll(() => app.close());

  it('are named with the version in force and can be read by anybody', async () => {
    const { body } = await app.http.get('/api/v1/documents');
    expect(body).toEqual([
      { document: 'terms', version: '2026-11-24', path: '/legal/terms' },
      { document: 'privacy-policy', version: '2026-03-25', path: '/legal/privacy-policy' },
    ]);
    const pages = await Promise.all(body.map(({ path }: { path: string }) => app.http.get(path)));
    expect(pages.map(({ status, headers, text }) => [status, headers['content-type'], /<h1>([^<]*)/.exec(text)?.[1]])).toEqual([
      [200, 'text/html; charset=utf-8', 'Terms of Use'],
      [200, 'text/html; charset=utf-8', 'Privacy Policy'],
    ]);
    expect(pages[1]?.text).toContain('Account and authentication data: name, email address, login identifiers, and account preferences.');
    expect((await app.http.get('/legal/imprint')).status).toBe(404);
  });
});
