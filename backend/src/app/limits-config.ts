import { USUAL_LIMITS, type LimitNumbers } from '../platform/limits/request-limits';
import { ConfigError } from './config-error';

/** `LEADGEN_LIMIT_PER_SESSION`, `…_PER_WORKSPACE` and `…_PER_ADDRESS`: requests in ten seconds; `off` counts nothing. Throws ConfigError. */
export const readLimits = (env: NodeJS.ProcessEnv): LimitNumbers => ({
  perSession: limitOf(env, 'LEADGEN_LIMIT_PER_SESSION', USUAL_LIMITS.perSession),
  perWorkspace: limitOf(env, 'LEADGEN_LIMIT_PER_WORKSPACE', USUAL_LIMITS.perWorkspace),
  perAddress: limitOf(env, 'LEADGEN_LIMIT_PER_ADDRESS', USUAL_LIMITS.perAddress),
});

function limitOf(env: NodeJS.ProcessEnv, name: string, usual: number | null): number | null {
  const value = env[name]?.trim() ?? '';
  if (value === '') return usual;
  if (value === 'off') return null;
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new ConfigError(`${name} must be a number of requests in ten seconds from 1 to 9999999, or off.`);
  return Number(value);
}
