import { ValueBox } from '../../../platform/sealing/value-box';

export const SECOND_FACTOR_KEYS = 'second-factors';

/** Keeps the seeds of authenticator apps: a copy of the vault makes no code. */
export class SeedBox extends ValueBox {
  /** `keys`: the newest first. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    super(keys, 'leadgen-totp-seed-1');
  }
}
