import { StartFailure } from '../start-failure';

export interface ExternalEngines {
  readonly eventstoreUrl: string | null;
  /** Of the store that was given; every node, separated by commas. */
  readonly eventstoreAdminUrl: string | null;
  readonly mongo: { readonly viewsUrl: string; readonly vaultUrl: string } | null;
}

/** Connection strings of the environment; each one given replaces an engine of ours. Throws StartFailure when only half is said. */
export function externalEngines(env: NodeJS.ProcessEnv): ExternalEngines {
  const given = (name: string): string | null => (env[name] === undefined || env[name] === '' ? null : env[name]);
  const viewsUrl = given('MONGODB_URL');
  const vaultUrl = given('VAULT_MONGODB_URL');
  if ((viewsUrl === null) !== (vaultUrl === null)) {
    const [set, missing] = viewsUrl === null ? ['VAULT_MONGODB_URL', 'MONGODB_URL'] : ['MONGODB_URL', 'VAULT_MONGODB_URL'];
    throw new StartFailure(`${set} is set but ${missing} is not; set both, each with a database and a user of its own, or none.`);
  }
  const eventstoreUrl = given('EVENTSTORE_URL');
  const eventstoreAdminUrl = eventstoreUrl === null ? null : given('EVENTSTORE_ADMIN_URL');
  return { eventstoreUrl, eventstoreAdminUrl, mongo: viewsUrl === null || vaultUrl === null ? null : { viewsUrl, vaultUrl } };
}
