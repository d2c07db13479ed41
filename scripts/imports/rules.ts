import type { IFlattenedRuleSet, IForbiddenRuleType } from 'dependency-cruiser'

/** The import table of CONTRIBUTING.md: what each package may import of the others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  protocol: ['model'],
  'document-text': ['model'],
  layout: ['model'],
  picture: ['model', 'layout'],
  importers: ['model', 'document-text', 'layout'],
  sources: ['model'],
  store: ['model', 'document-text'],
  server: ['model', 'protocol', 'document-text', 'layout', 'picture', 'importers', 'sources', 'store'],
  web: ['model', 'protocol', 'document-text', 'layout', 'picture', 'importers'],
  cli: ['model', 'protocol', 'document-text', 'importers', 'store', 'server'],
}

/** Packages that run in a browser too, or are pure: nothing of Node may get in. */
const withoutNode = ['model', 'protocol', 'document-text', 'layout', 'picture', 'importers', 'web']

/** Tests and what only tests use may reach for Node and for development tools. */
const test = String.raw`(\.test\.tsx?|/testing/.*|/fixtures/.*)$`

/** The doors of packages for tests of others and for benchmarks. */
const secondEntry = String.raw`^packages/(sources|importers)/src/testing/index\.ts$`

/** Folders of the web package that belong to no feature; whatever is not named here is a feature. */
const sharedByWebFeatures = [
  'changes',
  'icons',
  'imports',
  'layout',
  'live',
  'map',
  'parts',
  'routes',
  'shell',
  'theme',
]

const table: readonly IForbiddenRuleType[] = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `${name}-imports-only-its-own`,
  comment: `packages/${name} may import ${allowed.length === 0 ? 'no other package' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^packages/${name}/` },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}))

/** Every import rule of the project, in dependency-cruiser's words. */
export const rules: IFlattenedRuleSet = {
  forbidden: [
    ...table,
    {
      name: 'enter-packages-by-index',
      comment: 'a package is entered by its src/index.ts',
      severity: 'error',
      from: { path: '^(packages/[^/]+|[^/]+)/' },
      to: {
        path: '^packages/',
        pathNot: [
          '^$1/',
          '^packages/[^/]+/src/index\\.ts$',
          // Writers without the readers: a server that only writes does not load every parser.
          '^packages/importers/src/export/index\\.ts$',
          // Upstreams that fail on purpose, for tests of other packages; the count of real diagrams, for the bench.
          secondEntry,
          // Reference pages are made from the table of shortcuts and the list of icons; the rest of web draws, and runs in a browser only.
          '^packages/web/src/parts/shortcut(s|-words)\\.ts$',
          '^packages/web/src/icons/list/icon-list\\.ts$',
          // The benches build the map as the page does.
          '^packages/web/build/icon-plugin\\.ts$',
          // The layouts without a page, for the bench that measures them.
          '^packages/web/src/layout/testing/in-process\\.ts$',
        ],
      },
    },
    {
      name: 'packages-stand-alone',
      comment: 'the product knows nothing of the demo, the tests around it and the scripts',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(demo|e2e|bench|scripts)/' },
    },
    {
      name: 'no-node-in-pure-packages',
      comment: `${withoutNode.join(', ')} run without Node`,
      severity: 'error',
      from: { path: `^packages/(${withoutNode.join('|')})/src/`, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'web-features-stand-alone',
      comment: 'a feature of the web package does not import another; what they share lies in a shared folder',
      severity: 'error',
      from: { path: `^packages/web/src/(?!(?:${sharedByWebFeatures.join('|')})/)([^/]+)/` },
      to: {
        path: `^packages/web/src/(?!(?:${sharedByWebFeatures.join('|')})/)[^/]+/`,
        pathNot: '^packages/web/src/$1/',
      },
    },
    {
      name: 'web-shared-knows-no-feature',
      comment: 'only the shell knows the features',
      severity: 'error',
      from: { path: '^packages/web/src/(changes|icons|imports|layout|live|map|parts|routes|theme)/' },
      to: { path: '^packages/web/src/(?!(?:changes|icons|imports|layout|live|map|parts|routes|theme)/)[^/]+/' },
    },
    {
      name: 'importers-stand-alone',
      comment: 'a format of the importers package does not import another',
      severity: 'error',
      from: { path: '^packages/importers/src/([^/]+)/' },
      // The count of what was found in real files is the same for each format's test.
      to: { path: '^packages/importers/src/[^/]+/', pathNot: '^packages/importers/src/($1|testing)/' },
    },
    {
      name: 'no-cycles',
      comment: 'two files that need each other are one, or lack a third',
      severity: 'error',
      from: {},
      // A type may look back at whoever uses it: it is gone when the code runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declare-what-you-import',
      comment: 'hoisting hides a missing dependency until the install of somebody else finds it',
      severity: 'error',
      from: { path: '^(packages|demo|e2e|bench|scripts)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-tools-in-the-product',
      comment: 'what runs in production is no development dependency',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-exist',
      comment: 'what is imported can be found',
      severity: 'error',
      from: {},
      // Vite's own words behind a question mark are not files, and neither are the modules that our build makes.
      to: { couldNotResolve: true, pathNot: [String.raw`\?(worker|url|raw|inline)`, '^virtual:icon-'] },
    },
  ],
}
