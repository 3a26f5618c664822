import { isIP } from 'node:net';
import { StartFailure } from '../start-failure';

export interface LauncherSettings {
  readonly dataDir: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The public address, when it differs from host and port. */
  readonly origin: string | null;
}

const DEFAULT_PORT = 8377;

/** What the environment says about where to run. Throws StartFailure for a value that cannot be used. */
export function readSettings(env: NodeJS.ProcessEnv): LauncherSettings {
  const given = (name: string): string | null => (env[name] === undefined || env[name] === '' ? null : env[name]);
  return { dataDir: given('LEADGEN_DATA_DIR') ?? '.leadgen', host: hostOf(given('HOST')), port: portOf(given('PORT')), origin: given('LEADGEN_ORIGIN') };
}

/** Throws StartFailure on a platform nobody has tried LeadGen on. */
export function checkPlatform(platform: NodeJS.Platform = process.platform, arch: string = process.arch): void {
  const supported = (platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64');
  if (supported) return;
  const hint = platform === 'win32' ? 'run it inside WSL 2' : 'run it on Linux or macOS with an x64 or arm64 processor';
  throw new StartFailure(`LeadGen does not run on ${platform} ${arch}; ${hint}.`);
}

function hostOf(text: string | null): string {
  if (text === null) return '127.0.0.1';
  if (text !== 'localhost' && isIP(text) === 0)
    throw new StartFailure(`HOST is "${text}", which is no IP address; use one of this machine, such as 127.0.0.1.`);
  return text;
}

function portOf(text: string | null): number {
  if (text === null) return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartFailure(`PORT is "${text}", which is no port; use a number from 1 to 65535, or 0 for a free one.`);
  return port;
}
