import { StartFailure } from '../start-failure';
import { externalEngines } from './external-engines';

describe('externalEngines', () => {
  it('replaces nothing when nothing is said', () => {
    expect(externalEngines({ MONGODB_URL: '' })).toEqual({ eventstoreUrl: null, eventstoreAdminUrl: null, mongo: null });
  });

  it('replaces each engine that has a connection string', () => {
    expect(externalEngines({ EVENTSTORE_URL: 'esdb://e', MONGODB_URL: 'mongodb://v', VAULT_MONGODB_URL: 'mongodb://k' })).toEqual({
      eventstoreUrl: 'esdb://e',
      eventstoreAdminUrl: null,
      mongo: { viewsUrl: 'mongodb://v', vaultUrl: 'mongodb://k' },
    });
  });

  it('takes the administration addresses only with the store they belong to', () => {
    const admin = { EVENTSTORE_ADMIN_URL: 'https://a,https://b' };
    expect(externalEngines({ ...admin, EVENTSTORE_URL: 'esdb://e' }).eventstoreAdminUrl).toBe('https://a,https://b');
    expect(externalEngines(admin).eventstoreAdminUrl).toBeNull();
  });

  it.each([
    ['MONGODB_URL', 'VAULT_MONGODB_URL'],
    ['VAULT_MONGODB_URL', 'MONGODB_URL'],
  ])('refuses %s without %s', (set, missing) => {
    expect(() => externalEngines({ [set]: 'mongodb://x' })).toThrow(
      new StartFailure(`${set} is set but ${missing} is not; set both, each with a database and a user of its own, or none.`),
    );
  });
});
