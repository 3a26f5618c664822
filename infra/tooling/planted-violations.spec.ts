/** Each wall is proven to bite: a violation of every rule is planted into a temporary copy, and exactly those are reported. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const inner = 'backend/src/capabilities/import-leads';

/** file -> [content, rules that must name it] */
const graphViolations: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  [`${inner}/domain/planted-package.ts`]: [`import { MongoClient } from 'mongodb';\nexport const planted = MongoClient;\n`, ['R1-domain-is-pure']],
  [`${inner}/commands/planted-inside.ts`]: [`import '../../maintain-leads/domain/planted-neighbour';\n`, ['R3-capability-via-index-only']],
  ['backend/src/app/planted-inside.ts']: [`import '../capabilities/import-leads/domain/planted-neighbour';\n`, ['R3-capability-via-its-doors-only']],
  [`${inner}/http/planted-store.ts`]: [`import '../../../platform/event-store/event-store';\n`, ['R4-http-only-to-own-commands-and-views']],
  [`${inner}/views/planted-state.ts`]: [`import '../domain/planted-neighbour';\n`, ['R5-views-ignore-the-decider']],
  ['backend/src/platform/decider/planted-business.ts']: [
    `import '../../capabilities/import-leads/domain/planted-neighbour';\n`,
    ['R6-platform-knows-no-business'],
  ],
  ['event-schemas/src/planted-package.ts']: [`import 'rxjs';\n`, ['R7-schemas-are-a-leaf']],
  ['event-schemas/src/lead/lead-recorded/v9.ts']: [`import '../events';\n`, ['R7-versions-stand-alone']],
  ['dashboard/src/app/planted-backend.ts']: [`import '../../../backend/src/platform/decider/decider';\n`, ['R8-clients-see-schemas-only']],
  ['extension/src/planted-dashboard.ts']: [`import '../../dashboard/src/app/ui/planted-neighbour';\n`, ['R8-clients-stand-apart']],
  ['backend/src/platform/http/planted-test-code.ts']: [`import '../testing/planted-neighbour';\n`, ['R9-no-test-code-in-production']],
  ['backend/src/platform/http/planted-engine.ts']: [`import '../../../../infra/embedded/planted-neighbour';\n`, ['R9-no-engine-in-backend']],
  ['backend/src/platform/live/planted-cycle-a.ts']: [`import './planted-cycle-b';\n`, ['R10-no-cycles']],
  ['backend/src/platform/live/planted-cycle-b.ts']: [`import './planted-cycle-a';\n`, []],
  ['infra/e2e/planted-inside.ts']: [`import '../../backend/src/platform/decider/decider';\n`, ['R11-black-box-stays-outside']],
  ['dashboard/src/app/ui/planted-http.ts']: [`import '@angular/common/http';\n`, ['R12-no-http-from-ui']],
  ['backend/src/platform/live/planted-nowhere.ts']: [`import './does-not-exist';\n`, ['resolvable']],
};
const neighbours = [
  `${inner}/domain/planted-neighbour.ts`,
  'backend/src/capabilities/maintain-leads/domain/planted-neighbour.ts',
  'dashboard/src/app/ui/planted-neighbour.ts',
  'backend/src/platform/testing/planted-neighbour.ts',
  'infra/embedded/planted-neighbour.ts',
];

/** file -> [content, word of the message that must name it] */
const syntaxViolations: Readonly<Record<string, readonly [string, string]>> = {
  [`${inner}/domain/planted-clock.ts`]: ['export const now = (): Date => new Date();\n', 'R2 core-has-no-hidden-input'],
  [`${inner}/domain/planted-date-now.ts`]: ['export const now = (): number => Date.now();\n', 'R2 core-has-no-hidden-input'],
  [`${inner}/views/planted-chance.ts`]: ['export const chance = (): number => Math.random();\n', 'R2 core-has-no-hidden-input'],
  [`${inner}/processes/planted-timer.ts`]: ['export const timer = (): unknown => setTimeout(() => undefined, 1);\n', 'R2 core-has-no-hidden-input'],
  [`${inner}/publishing/planted-wait.ts`]: ['export const wait = async (): Promise<void> => { await Promise.resolve(); };\n', 'R2 core-has-no-hidden-input'],
  ['extension/src/planted-vendor.ts']: ['export const storage: unknown = chrome.storage;\n', 'R12 one-place-per-vendor'],
  ['backend/src/platform/planted-enum.ts']: ['export enum Planted { One }\n', 'union of literals'],
  ['backend/src/platform/planted-default.ts']: ['const planted = 1;\nexport default planted;\n', 'named export'],
  ['backend/src/platform/planted-any.ts']: ['export const planted = (value: any): void => void value;\n', 'Unexpected any'],
  ['backend/src/platform/planted-focus.spec.ts']: ["it.only('hides the others', () => expect(1).toBe(1));\n", 'hide the truth'],
  ['backend/src/platform/planted-switch.ts']: [
    "export const name = (value: 'a' | 'b'): string => {\n  switch (value) {\n    case 'a':\n      return 'a';\n  }\n  return '';\n};\n",
    'not exhaustive',
  ],
  ['backend/src/platform/planted-eval.ts']: ['export const planted = (text: string): unknown => eval(text);\n', 'never run as code'],
  ['backend/src/platform/planted-hash.ts']: ["import { createHash } from 'node:crypto';\nexport const planted = createHash('md5');\n", 'A weak hash'],
  ['backend/src/platform/planted-process.ts']: ["export { spawn } from 'node:child_process';\n", 'starts no process'],
  ['backend/src/platform/planted-fetch.ts']: [
    'export const planted = (address: string): unknown => fetch(address);\n',
    'only the addresses of its configuration',
  ],
  ['backend/src/platform/planted-socket.ts']: ["export { connect } from 'node:net';\n", 'only the addresses of its configuration'],
  ['backend/src/platform/planted-console.ts']: ["console.log('Ada');\n", 'Unexpected console statement'],
  ['backend/src/platform/planted-redirect.ts']: [
    'export const planted = (response: { redirect(to: string): void }): void => response.redirect("/");\n',
    'sends nobody elsewhere',
  ],
  ['dashboard/src/app/platform/planted-markup.ts']: ['export const planted = (host: Element): string => (host.innerHTML = "<b>");\n', 'never made from text'],
  ['dashboard/src/app/platform/planted-trust.ts']: ["export { DomSanitizer } from '@angular/platform-browser';\n", 'stays unsafe'],
  ['dashboard/src/app/platform/planted-storage.ts']: ["localStorage.setItem('token', 'secret');\n", 'keeps nothing of a person'],
  ['backend/src/platform/planted-promise.ts']: ['export const run = (): void => {\n  Promise.resolve(1);\n};\n', 'Promises must be awaited'],
};

describe('planted violations', () => {
  let copy = '';
  const plant = (file: string, content: string): void => {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), content);
  };
  const run = (script: string, ...args: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [path.join('node_modules', script), ...args], {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    if (stdout === '') throw new Error(stderr);
    return stdout;
  };

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'leadgen-planted-'));
    const leaveOut = /(^|\/)(node_modules|dist|artifacts|results|\.angular)(\/|$)/;
    for (const part of ['backend', 'event-schemas', 'dashboard', 'extension', 'infra', 'package.json', 'tsconfig.json'])
      cpSync(path.join(root, part), path.join(copy, part), { recursive: true, filter: (source) => !leaveOut.test(path.relative(root, source)) });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
    for (const file of neighbours) plant(file, 'export const neighbour = 1;\n');
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('the graph rules report each of them, and nothing else', () => {
    for (const [file, [content]] of Object.entries(graphViolations)) plant(file, content);
    const output = run(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      'infra/tooling/dependency-rules.cjs',
      '--output-type',
      'json',
      'backend',
      'event-schemas',
      'dashboard',
      'extension',
      'infra',
    );
    const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string }; from: string }[] } };
    const reported = [...new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`))].sort();
    const expected = Object.entries(graphViolations).flatMap(([file, [, rules]]) => rules.map((rule) => `${rule} ${file}`));
    expect(reported.filter((line) => expected.includes(line))).toEqual(expected.sort());
    expect(reported.filter((line) => !line.includes('planted') && !line.includes('/v9.ts'))).toEqual([]);
    for (const file of Object.keys(graphViolations)) rmSync(path.join(copy, file));
  }, 360_000);

  it('the lint rules report each of them', () => {
    for (const [file, [content]] of Object.entries(syntaxViolations)) plant(file, content);
    const output = run('eslint/bin/eslint.js', '--config', 'infra/tooling/eslint.config.mjs', '--format', 'json', ...Object.keys(syntaxViolations));
    const results = JSON.parse(output) as { filePath: string; messages: { message: string }[] }[];
    for (const [file, [, word]] of Object.entries(syntaxViolations)) {
      const messages = results.find(({ filePath }) => filePath.endsWith(file))?.messages.map(({ message }) => message) ?? [];
      expect({ file, bites: messages.some((message) => message.includes(word)) }).toEqual({ file, bites: true });
    }
  }, 540_000);
});
