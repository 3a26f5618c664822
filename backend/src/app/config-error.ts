/** A variable of the environment that is wrong; the message is one sentence that names it and its rule. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
