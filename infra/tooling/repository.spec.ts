/** The house keeps its own rules: completeness of every slice, and a dependency check that really saw the code. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOGUE_FILE, catalogue } from './catalogue';
import { missingBuilds } from './lock.cjs';

const root = path.resolve(__dirname, '../..');
const inRoot = (...parts: string[]): string => path.join(root, ...parts);
const foldersIn = (...parts: string[]): string[] =>
  readdirSync(inRoot(...parts), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(inRoot(file)));
const isSource = (file: string): boolean => /^(backend|dashboard|extension|event-schemas|infra)\/.*\.(ts|mjs|cjs)$/.test(file);
const isTest = (file: string): boolean => /\.(spec|contract|e2e-spec|bench|campaign)\.ts$/.test(file);

const capabilities = foldersIn('backend/src/capabilities');

describe('top level', () => {
  it('holds exactly the agreed folders and files', () => {
    const entries = [...new Set(tracked.map((file) => file.split('/')[0] ?? ''))].filter((entry) => !entry.startsWith('.'));
    expect(entries.sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'angular.json',
        'backend',
        'dashboard',
        'event-schemas',
        'extension',
        'infra',
        'nest-cli.json',
        'package-lock.json',
        'package.json',
        'tsconfig.json',
      ].sort(),
    );
  });
});

describe('files', () => {
  it('are short enough to be read in one go', () => {
    const long = tracked.filter((file) => isSource(file) && !isTest(file) && readFileSync(inRoot(file), 'utf8').split('\n').length > 251);
    expect(long).toEqual([]);
  });

  it('have names in kebab-case that say what they hold', () => {
    const banned = /(^|[/-])(helpers?|utils?|common|shared|misc|base|manager|impl)([./-]|$)/;
    const names = tracked.filter((file) => isSource(file));
    expect(names.filter((file) => banned.test(file))).toEqual([]);
    expect(names.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(path.basename(file)))).toEqual([]);
  });

  it('have no barrel but the index of a capability', () => {
    const barrels = tracked.filter((file) => path.basename(file) === 'index.ts' && !/^backend\/src\/capabilities\/[^/]+\/index\.ts$/.test(file));
    expect(barrels).toEqual([]);
  });

  it('give a reason for every suppression', () => {
    const silent = tracked
      .filter((file) => isSource(file) && file !== 'infra/tooling/repository.spec.ts')
      .filter((file) => {
        const lines = readFileSync(inRoot(file), 'utf8').split('\n');
        return lines.some((line) => /@ts-(ignore|nocheck)|@ts-expect-error(?!.{10})/.test(line) || (line.includes('eslint-disable') && !/-- \S/.test(line)));
      });
    expect(silent).toEqual([]);
  });
});

describe.each(capabilities)('capability %s', (name) => {
  it('has a story, a public surface and a module', () => {
    for (const file of ['README.md', 'index.ts', `${name}.module.ts`]) expect(tracked).toContain(`backend/src/capabilities/${name}/${file}`);
  });

  it('is on the one screen that lists all', () => {
    expect(readFileSync(inRoot('backend/src/app/capabilities.ts'), 'utf8')).toContain(`/${name}/`);
  });

  it('has a journey', () => {
    expect(tracked).toContain(`infra/e2e/${name}.e2e-spec.ts`);
  });

  it('has the same name in the dashboard', () => {
    expect(foldersIn('dashboard/src/app')).toContain(name);
  });
});

describe('dependency rules', () => {
  it('saw a plausible number of modules and found no violation', () => {
    const output = execFileSync(
      process.execPath,
      [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        'infra/tooling/dependency-rules.cjs',
        '--output-type',
        'json',
        'backend',
        'event-schemas',
        'dashboard',
        'extension',
        'infra',
      ],
      { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    const { summary, modules } = JSON.parse(output) as {
      summary: { violations: { rule: { name: string }; from: string; to: string }[] };
      modules: { source: string }[];
    };
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    const seen = new Set(modules.map(({ source }) => source));
    const typescript = tracked.filter((file) => /^(backend|event-schemas|dashboard|extension|infra)\/.*(?<!\.d)\.ts$/.test(file));
    expect(typescript.filter((file) => !seen.has(file))).toEqual([]);
    expect(typescript.length).toBeGreaterThan(100);
  }, 360_000);
});

describe('generated pages', () => {
  it('the event catalogue is the one that the definitions give', () => {
    expect(readFileSync(CATALOGUE_FILE, 'utf8')).toBe(catalogue());
  });
});

describe('lock file', () => {
  it('holds the builds of every platform', () => {
    expect(missingBuilds(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as Parameters<typeof missingBuilds>[0])).toEqual([]);
  });

  it('reports a build that is left out', () => {
    expect(missingBuilds({ packages: { 'node_modules/x': { optionalDependencies: { '@x/linux': '1.0.0' } } } })).toHaveLength(1);
  });
});
