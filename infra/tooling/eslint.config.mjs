// One lint for the whole repository. Errors or off, no standing warnings; every own rule says why and what to do instead.
import path from 'node:path';
import js from '@eslint/js';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '../..');
const off = (...names) => Object.fromEntries(names.map((name) => [name, 'off']));

/** R2: the pure core has no hidden input, because replay must give the same answer. */
const hiddenInputs = [
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'The clock is a hidden input: take the instant from the command or the event.'],
  ['MemberExpression[object.name="Date"][property.name="now"]', 'The clock is a hidden input: take the instant from the command or the event.'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'Chance is a hidden input: take ids from the command.'],
  ['AwaitExpression', 'The pure core does no I/O: fetch before deciding, store after.'],
  ['Decorator', 'The pure core knows no framework: wrap it in a command or a query class.'],
].map(([selector, message]) => ({ selector, message: `R2 core-has-no-hidden-input: ${message}` }));
const hiddenGlobals = ['crypto', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'performance'].map((name) => ({
  name,
  message: 'R2 core-has-no-hidden-input: pass the value in, so that replay gives the same answer.',
}));

const house = [
  ['TSEnumDeclaration', 'Use a union of literals: it has no run-time surprise and survives a JSON round trip.'],
  ['ExportDefaultDeclaration', 'Use a named export: one name for one thing everywhere.'],
  ['CallExpression[callee.name=/^(it|test|describe)$/][callee.property.name="only"]', 'A focused test hides all others.'],
  [
    'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
    'Run it or delete it: focused, skipped and planned tests hide the truth.',
  ],
  [':matches(CallExpression[callee.name="eval"], NewExpression[callee.name="Function"])', 'Text is never run as code.'],
  [
    ':matches(CallExpression[callee.name=/^createH(ash|mac)$/], CallExpression[callee.property.name=/^createH(ash|mac)$/])[arguments.0.value=/^(md5|sha-?1)$/i]',
    'A weak hash: use SHA-256, unless a standard names this one and nothing is secret by it.',
  ],
].map(([selector, message]) => ({ selector, message }));

/** What the product does not do anywhere, so that nobody has to ask whether it does it safely. */
const product = [
  ['MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]', 'Markup is never made from text: use a template or textContent.'],
  ['Identifier[name=/^(DomSanitizer|bypassSecurityTrust.*)$/]', 'What Angular takes for unsafe stays unsafe: show it as text.'],
  ['CallExpression[callee.property.name="redirect"]', 'The server sends nobody elsewhere: answer with what there is, or with a problem.'],
].map(([selector, message]) => ({ selector, message }));
const outward =
  'The backend calls only the addresses of its configuration, through the clients of its stores and mail: see infra/docs/security/connections-and-parts.md.';
const tests = ['**/*.spec.ts', '**/testing/**', '**/*.contract.ts'];

const pureFiles = [
  'backend/src/capabilities/*/domain/**/*.ts',
  'backend/src/capabilities/*/processes/*.ts',
  'backend/src/capabilities/*/publishing/*.ts',
  'backend/src/capabilities/*/views/*.ts',
];

export default tseslint.config(
  { ignores: ['dist/**', '.angular/**', 'coverage/**', 'node_modules/**', '.leadgen/**', '**/artifacts/**', '**/fixtures/**/*.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['backend/tsconfig.spec.json', 'dashboard/tsconfig.app.json', 'dashboard/tsconfig.spec.json', 'extension/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    rules: {
      'no-restricted-syntax': ['error', ...house],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true, allowStaticOnly: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: false, allowNullish: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Nest declares the options of its factories as classes and wants them as literals.
      ...off('@typescript-eslint/no-unsafe-class-instance-assignment'),
      ...off('@typescript-eslint/no-unnecessary-type-parameters', '@typescript-eslint/unified-signatures'),
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['backend/src/**/*.ts', 'dashboard/src/**/*.ts', 'extension/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', ...house, ...product] },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: [...tests, 'backend/src/platform/event-store/scavenge.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'fetch', message: outward }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'node:child_process', message: 'The backend starts no process: the launcher does.' },
            ...['node:https', 'node:tls', 'node:dgram', 'undici'].map((name) => ({ name, message: outward })),
            { name: 'node:http', importNames: ['request', 'get'], message: outward },
            { name: 'node:net', importNames: ['connect', 'createConnection', 'Socket'], message: outward },
          ],
        },
      ],
    },
  },
  {
    files: ['dashboard/src/**/*.ts'],
    ignores: [...tests, 'dashboard/src/app/platform/theme/**', 'dashboard/src/app/platform/api/session-store.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['localStorage', 'sessionStorage', 'indexedDB'].map((name) => ({ name, message: 'A browser keeps nothing of a person but the session cookie.' })),
      ],
    },
  },
  // Under test a long table of cases is one story, and supertest and jest hand out loose types.
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.contract.ts'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      ...off(
        '@typescript-eslint/no-unsafe-assignment',
        '@typescript-eslint/no-unsafe-member-access',
        '@typescript-eslint/no-unsafe-argument',
        '@typescript-eslint/no-unsafe-call',
        '@typescript-eslint/no-unsafe-return',
        '@typescript-eslint/unbound-method',
      ),
    },
  },
  {
    files: pureFiles,
    ignores: ['**/*.spec.ts', '**/*.query.ts'],
    rules: { 'no-restricted-syntax': ['error', ...house, ...product, ...hiddenInputs], 'no-restricted-globals': ['error', ...hiddenGlobals] },
  },
  {
    files: ['extension/src/**/*.ts'],
    ignores: ['extension/src/platform/browser/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'chrome', message: 'R12 one-place-per-vendor: go through extension/src/platform/browser, so that the browser can be replaced in one place.' },
      ],
    },
  },
  {
    files: ['dashboard/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'lg', style: 'kebab-case' }] },
  },
  { files: ['dashboard/**/*.html'], extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility] },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        DOMException: 'readonly',
        Headers: 'readonly',
        ReadableStream: 'readonly',
        Request: 'readonly',
        Response: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
  prettier,
);
