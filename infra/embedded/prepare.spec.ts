import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs an expression over the module in a Node of its own, because it is plain ES module code. */
function evaluate(expression: string): unknown {
  const script = `import * as prepare from ${JSON.stringify(join(__dirname, 'prepare.mjs'))};
    let answer; try { answer = ${expression}; } catch (error) { answer = [error.constructor.name, error.message]; }
    console.log(JSON.stringify(answer ?? null));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('checkNode', () => {
  it('lets the supported lines pass', () => {
    expect(evaluate(`['20.19.0', '22.12.3', '24.0.0', '26.1.0'].map((version) => prepare.checkNode(version) ?? 'passes')`)).toEqual(
      Array.from({ length: 4 }, () => 'passes'),
    );
  });

  it.each(['18.20.4', '20.18.1', '22.11.0', '23.5.0'])('refuses Node %s and names the way out', (version) => {
    expect(evaluate(`prepare.checkNode('${version}')`)).toEqual([
      'PreparationFailed',
      `LeadGen needs Node 20.19, 22.12 or 24 and newer, and this is ${version}: install Node 24, for instance with nvm.`,
    ]);
  });
});

describe('isInstalled', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-prepare-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const lock = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a-for-another-platform': { version: '1.0.0', optional: true },
  };
  const isInstalled = (installed: Record<string, unknown> | null): unknown => {
    const [lockFile, installedFile] = [join(folder, 'lock.json'), join(folder, 'installed.json')];
    writeFileSync(lockFile, JSON.stringify({ packages: lock }));
    if (installed !== null) writeFileSync(installedFile, JSON.stringify({ packages: installed }));
    return evaluate(`prepare.isInstalled(${JSON.stringify(lockFile)}, ${JSON.stringify(installedFile)})`);
  };

  it('is content with every package in its version, without the builds for other platforms', () => {
    expect(isInstalled({ 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  it.each([
    ['nothing was installed', null],
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/a': { version: '1.0.1' } }],
  ])('is not content when %s', (_case, installed) => {
    expect(isInstalled(installed)).toBe(false);
  });
});
