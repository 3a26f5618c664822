import { StartFailure } from '../start-failure';
import { runCommand } from './run-command';

const OLDEST: readonly [number, number] = [4, 4];
/** Shared library of mongod → the Debian package that holds it. */
const debianPackages: Readonly<Record<string, string>> = {
  'libcurl.so.4': 'libcurl4',
  'libssl.so.3': 'libssl3',
  'libcrypto.so.3': 'libssl3',
  'libssl.so.1.1': 'libssl1.1',
  'liblzma.so.5': 'liblzma5',
};

/** Runs `mongod --version`. Throws StartFailure when a library is missing, Error when the file is no usable mongod. */
export async function checkMongod(binary: string): Promise<string> {
  const { code, output } = await runCommand(binary, ['--version'], 30_000);
  const library = /error while loading shared libraries: (\S+):/.exec(output)?.[1];
  if (library !== undefined) {
    throw new StartFailure(`mongod (${binary}) needs the library ${library}, which this machine lacks; ${installHint(library)}.`);
  }
  const version = /db version v(\d+)\.(\d+)\.(\d+)/.exec(output);
  if (code !== 0 || version === null) {
    throw new Error(`${binary} does not run as a mongod here (exit code ${code}: ${output.trim().split('\n').at(-1) ?? ''})`);
  }
  const [, major, minor] = version.map(Number);
  if (major === undefined || minor === undefined || major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new StartFailure(
      `mongod (${binary}) is version ${version[0].slice(12)}, but LeadGen needs 4.4 or newer; update it or set MONGOD_BINARY to a newer one.`,
    );
  }
  return version[0].slice('db version v'.length);
}

function installHint(library: string): string {
  const debian = debianPackages[library];
  return debian === undefined
    ? 'install the package that holds it, or set MONGODB_URL and VAULT_MONGODB_URL'
    : `install it (on Debian and Ubuntu: apt-get install ${debian}), or set MONGODB_URL and VAULT_MONGODB_URL`;
}
