// The walls of the house (style: B4). Each rule says why it exists and what to do instead.
const capability = 'backend/src/capabilities/([^/]+)';
const testCode = '^backend/src/(platform/testing|capabilities/[^/]+/testing|app/(?:access-matrix|attacks))/';
const notTests = '\\.(spec|contract|e2e-spec)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'R1-domain-is-pure',
      comment: 'The core runs anywhere, instantly. Import only the own folder, the decider types and event-schemas; hand everything else in with the command.',
      severity: 'error',
      from: { path: `^${capability}/domain/`, pathNot: notTests },
      to: { pathNot: ['^backend/src/capabilities/$1/domain/', '^backend/src/platform/decider/decider\\.ts$', '^event-schemas/src/'] },
    },
    {
      name: 'R3-capability-via-index-only',
      comment: 'The inside of a capability is free to change. Import its index.ts, or listen to its recorded events.',
      severity: 'error',
      from: { path: `^${capability}/` },
      to: { path: '^backend/src/capabilities/[^/]+/', pathNot: ['^backend/src/capabilities/$1/', '^backend/src/capabilities/[^/]+/index\\.ts$'] },
    },
    {
      name: 'R3-capability-via-its-doors-only',
      comment:
        'Folders of a capability are its inside. What the application or a tool needs of it stands in a file beside them, such as .module, .views or .vault.',
      severity: 'error',
      from: { path: '^(backend/src/app|infra)/', pathNot: [notTests, testCode] },
      to: { path: '^backend/src/capabilities/[^/]+/[^/]+/' },
    },
    {
      name: 'R4-http-only-to-own-commands-and-views',
      comment: 'One door for writes. A controller sends a command or asks a query; it never touches the store, a decider or a process.',
      severity: 'error',
      from: { path: `^${capability}/http/`, pathNot: notTests },
      to: {
        path: '^backend/src/(platform/(event-store|decider|sealing|processes|publishing)/|capabilities/[^/]+/(domain|processes|publishing)/)',
        pathNot: '^backend/src/platform/decider/command-context\\.ts$',
      },
    },
    {
      name: 'R5-views-ignore-the-decider',
      comment: 'The read side is rebuilt and replaced alone. A view knows event shapes, not decider state.',
      severity: 'error',
      from: { path: `^${capability}/views/` },
      to: { path: '^backend/src/capabilities/[^/]+/(domain|commands|processes|http)/' },
    },
    {
      name: 'R6-platform-knows-no-business',
      comment: 'Platform is machinery that can be tested without a domain. Let the capability hand in what it needs.',
      severity: 'error',
      from: { path: '^backend/src/platform/' },
      to: { path: '^(backend/src/(capabilities|app)/|event-schemas/src/(import|lead|account|workspace)/)' },
    },
    {
      name: 'R7-schemas-are-a-leaf',
      comment: 'History must not change under refactoring. event-schemas imports nothing from this repository and no package.',
      severity: 'error',
      from: { path: '^event-schemas/src/', pathNot: notTests },
      to: { pathNot: '^event-schemas/src/' },
    },
    {
      name: 'R7-versions-stand-alone',
      comment:
        'An upcaster that imports a type of today changes history tomorrow. A version folder imports the envelope, its siblings and frozen parts named -v<n> only.',
      severity: 'error',
      from: { path: '^event-schemas/src/([^/]+)/([^/]+)/v[0-9][^/]*\\.ts$' },
      to: { path: '^event-schemas/src/', pathNot: ['^event-schemas/src/envelope/', '^event-schemas/src/$1/$2/', '^event-schemas/src/$1/[^/]+-v[0-9]+\\.ts$'] },
    },
    {
      name: 'R8-clients-see-schemas-only',
      comment: 'Dashboard and extension are deployed apart from the backend. Put the shared shape into event-schemas/src/http.',
      severity: 'error',
      from: { path: '^(dashboard|extension)/' },
      to: { path: '^(backend|infra)/' },
    },
    {
      name: 'R8-clients-stand-apart',
      comment: 'The two clients live separate lives. Share through event-schemas/src/http or not at all.',
      severity: 'error',
      from: { path: '^(dashboard|extension)/' },
      to: { path: '^(dashboard|extension)/', pathNot: '^$1/' },
    },
    {
      name: 'R9-no-test-code-in-production',
      comment: 'DSLs and fixtures stay out of bundles. Import what is called testing and dev dependencies from specs only.',
      severity: 'error',
      from: { path: '^(backend|event-schemas|extension/src|dashboard/src)/', pathNot: [notTests, testCode, 'setup-jest\\.ts$'] },
      to: { path: [testCode, notTests] },
    },
    {
      name: 'R9-no-engine-in-backend',
      comment: 'The backend talks to engines by connection string only. Let the launcher start them.',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: [notTests, testCode] },
      to: { path: '^infra/' },
    },
    {
      name: 'R10-no-cycles',
      comment: 'A cycle means that neither file can be read alone. Move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'R11-black-box-stays-outside',
      comment: 'Journeys, campaigns and benches survive rewrites because they use HTTP, event-schemas and the embedded engines only.',
      severity: 'error',
      from: { path: '^infra/(e2e|bench|campaigns)/' },
      to: { path: '^(backend|dashboard|extension)/' },
    },
    {
      name: 'R12-no-http-from-ui',
      comment: 'A component of ui/ is dumb: it gets values and emits events. Fetch in the page or in its API file.',
      severity: 'error',
      from: { path: '^dashboard/src/app/ui/' },
      to: {
        path: [
          '@angular/common/http',
          '@angular/common/types/http',
          '@angular/common/fesm2022/http',
          '^dashboard/src/app/platform/api',
          '^dashboard/src/app/(?!ui/|platform/)',
        ],
      },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved makes every other rule blind to it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.angular|infra/.*/artifacts)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
