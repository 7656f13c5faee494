/**
 * Which folder may import which. Rings and folders: docs/architecture.md. That no two folders of one
 * ring import each other is checked by `scripts/check-imports.mjs`, which runs these rules.
 */
export const RINGS = [
  { name: 'core', folders: ['base', 'kube', 'aws', 'plan', 'incidents', 'shapes'] },
  {
    name: 'engine',
    folders: [
      'cluster',
      'scheduler',
      'exploration',
      'availability',
      'losses',
      'risk',
      'differences',
    ],
  },
  { name: 'edges', folders: ['importers', 'share', 'aws-client'] },
  { name: 'apps', folders: ['worker', 'store', 'ui', 'cli'] },
]

/** Beside the rings: tests import it, and nothing else. */
const BESIDE = ['testing']

const within = (folders) => `^src/(${folders.join('|')})/`
const TEST = '\\.test\\.tsx?$'
const TEST_CODE = `${TEST}|^src/testing/`

const rings = RINGS.slice(0, -1).map((ring, index) => ({
  name: `${ring.name}-knows-no-later-ring`,
  comment: 'Imports point one way, through the rings.',
  severity: 'error',
  from: { path: within(ring.folders) },
  to: { path: within(RINGS.slice(index + 1).flatMap((later) => later.folders)) },
}))

const packageIn = (name, pattern, folders) => ({
  name: `${name}-only-in-${folders.join('-')}`,
  comment: 'Packages stay where the architecture says.',
  severity: 'error',
  from: { path: '^src/', pathNot: `${within(folders)}|^src/main\\.tsx$|${TEST_CODE}` },
  to: { path: `(^|/)node_modules/(${pattern})/` },
})

const forbidden = [
  ...rings,
  {
    name: 'no-cycle',
    comment: 'No cycles, not even of types.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'folder-is-listed',
    comment: 'A new folder needs a line in the rings above and in docs/architecture.md.',
    severity: 'error',
    from: {
      path: '^src/',
      pathNot: `${within([...RINGS.flatMap((ring) => ring.folders), ...BESIDE])}|^src/main\\.tsx$`,
    },
    to: {},
  },
  {
    name: 'testing-is-for-tests',
    severity: 'error',
    from: { path: '^src/', pathNot: TEST_CODE },
    to: { path: `^src/testing/|${TEST}` },
  },
  {
    name: 'members-stand-alone',
    comment: 'What two members share goes one folder up.',
    severity: 'error',
    from: { path: '^src/(importers/formats|scheduler/plugins)/([^/.]+)' },
    to: { path: '^src/$1/', pathNot: '^src/$1/$2[./]' },
  },
  {
    name: 'engine-has-no-packages',
    severity: 'error',
    from: {
      path: within(['base', 'aws', 'incidents', 'shapes', ...RINGS[1].folders]),
      pathNot: TEST_CODE,
    },
    to: { path: '(^|/)node_modules/' },
  },
  packageIn('zod', 'zod', ['plan']),
  packageIn('yaml', 'yaml', ['kube', 'plan']),
  packageIn('react', 'react|react-dom|react-aria[^/]*|@react-aria|@react-stately|lucide-react', [
    'ui',
    'store',
  ]),
  packageIn('editor', '@codemirror|@lezer', ['ui']),
  packageIn('zustand', 'zustand', ['ui', 'store']),
  packageIn('qr', 'uqr', ['ui']),
  packageIn('aws-sdk', '@aws-sdk', ['aws-client']),
  packageIn('stores', 'zundo|immer|idb', ['store']),
  {
    name: 'node-modules-only-in-cli',
    comment: 'Node has no part in the page.',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/cli/|${TEST_CODE}` },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-dev-package',
    severity: 'error',
    from: { path: '^src/', pathNot: TEST_CODE },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'is-there',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '[?]worker' },
  },
]

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'default'] },
  },
}
