/**
 * Holds the rings: the rules of `.dependency-cruiser.mjs`, and that no two folders of a ring import each
 * other, directly or around a corner. Fails when the tool saw fewer files than there are: it reports
 * success when it cannot read TypeScript.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import config, { RINGS } from '../.dependency-cruiser.mjs'
import { ROOT } from './root.mjs'

process.chdir(ROOT)
const files = readdirSync(join(ROOT, 'src'), { recursive: true })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => /\.tsx?$/.test(name))
const { output } = await cruise(
  ['src'],
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
  config.options.enhancedResolveOptions,
  { tsConfig: { options: { paths: {}, moduleResolution: 100, allowImportingTsExtensions: true } } },
)
const problems = [...listViolations(output), ...listUnseen(output), ...findFolderCircles(output)]
for (const problem of problems) console.log(problem)
if (problems.length > 0) process.exitCode = 1
else
  console.log(
    `${files.length} files, ${output.summary.totalDependenciesCruised} imports: all point one way`,
  )

function listViolations({ summary }) {
  return summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.name}: ${from} → ${cycle === undefined ? to : cycle.map((one) => one.name).join(' → ')}`,
  )
}

function listUnseen({ modules }) {
  const seen = new Set(modules.map((module) => module.source))
  const unseen = files.filter((file) => !seen.has(file))
  const withImports = modules.filter(
    (module) => module.source.startsWith('src/') && module.dependencies.length > 0,
  )
  const problems = unseen.map((file) => `not seen by dependency-cruiser: ${file}`)
  // Of any ten files of this project at least five import something.
  if (withImports.length * 2 < files.length) {
    problems.push(`only ${withImports.length} of ${files.length} files have imports: unreadable?`)
  }
  return problems
}

function findFolderCircles({ modules }) {
  const folderOf = (path) => /^src\/([^/]+)\//.exec(path)?.[1]
  const isTest = (path) => /\.test\.tsx?$/.test(path)
  return RINGS.flatMap((ring) => {
    const imports = new Map(ring.folders.map((folder) => [folder, new Map()]))
    for (const { source, dependencies } of modules) {
      const from = imports.get(folderOf(source))
      if (from === undefined || isTest(source)) continue
      for (const { resolved } of dependencies) {
        const to = folderOf(resolved)
        if (to !== undefined && imports.has(to) && to !== folderOf(source)) {
          from.set(to, `${source} → ${resolved}`)
        }
      }
    }
    return ring.folders.flatMap((folder) => {
      const circle = findCircle(imports, [folder])
      // A circle is told once, from its first folder.
      const isFirst = circle !== undefined && [...circle].sort()[0] === folder
      if (!isFirst) return []
      const ways = circle.map((one, at) => imports.get(one).get(circle[(at + 1) % circle.length]))
      return [`folders of the ring ${ring.name} in a circle: ${ways.join('; ')}`]
    })
  })
}

function findCircle(imports, way) {
  for (const next of imports.get(way[way.length - 1]).keys()) {
    if (next === way[0]) return way
    if (way.includes(next)) continue
    const found = findCircle(imports, [...way, next])
    if (found !== undefined) return found
  }
  return undefined
}
