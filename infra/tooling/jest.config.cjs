// One jest for everything: unit and http specs of the backend, schemas, infra and the dashboard, the extension, and the black-box journeys.
const path = require('node:path');
const { createCjsPreset } = require('jest-preset-angular/presets');

const rootDir = path.resolve(__dirname, '../..');
const swc = (typescript) => [
  '@swc/jest',
  {
    swcrc: false,
    module: { type: 'commonjs' },
    sourceMaps: typescript ? 'inline' : false,
    jsc: {
      target: 'es2023',
      keepClassNames: true,
      parser: typescript ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
      transform: typescript ? { legacyDecorator: true, decoratorMetadata: true } : undefined,
    },
  },
];
// Packages that ship ES modules only; jest 30 on Node 20 needs them as CommonJS.
const esm = '@nestjs|file-type|strtok3|token-types|@tokenizer|uint8array-extras|@borewit';
const node = (displayName, roots, testMatch, extra = {}) => ({
  displayName,
  rootDir,
  roots: roots.map((root) => `<rootDir>/${root}`),
  testEnvironment: 'node',
  testMatch,
  transform: { '^.+\\.ts$': swc(true), '^.+\\.m?js$': swc(false) },
  // One file of the MongoDB driver imports at run time, which jest can do only after transforming it.
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/|mongodb/lib/runtime_adapters)`],
  ...extra,
});

module.exports = {
  rootDir,
  // What is slow on a machine of another is no failure; whoever waits for something has a limit of its own.
  testTimeout: 120_000,
  projects: [
    node('unit', ['backend', 'event-schemas', 'infra/embedded', 'infra/tooling'], ['**/*.spec.ts'], {
      testPathIgnorePatterns: ['/node_modules/', '\\.(http|engines)\\.spec\\.ts$'],
    }),
    {
      displayName: 'dashboard',
      ...createCjsPreset({ tsconfig: '<rootDir>/dashboard/tsconfig.spec.json' }),
      rootDir,
      roots: ['<rootDir>/dashboard'],
      testEnvironment: '<rootDir>/infra/tooling/jsdom-with-fetch.cjs',
      setupFilesAfterEnv: ['<rootDir>/dashboard/src/setup-jest.ts'],
      transformIgnorePatterns: ['node_modules/(?!(.*\\.mjs$|@angular|tslib))'],
    },
    node('extension', ['extension'], ['**/*.spec.ts'], { testEnvironment: 'jsdom' }),
    // These need the engines: one event node and one mongod per run, started by the global set-up.
    node('http', ['backend'], ['**/*.http.spec.ts', '**/*.engines.spec.ts', '**/*.contract.ts'], {
      globalSetup: '<rootDir>/infra/tooling/jest-engines.cjs',
      globalTeardown: '<rootDir>/infra/tooling/jest-engines-stop.cjs',
    }),
    // Black boxes: each starts a built installation of its own.
    node('campaign', ['infra/campaigns'], ['**/*.spec.ts']),
    node('journey', ['infra/e2e'], ['**/*.e2e-spec.ts']),
  ],
};
