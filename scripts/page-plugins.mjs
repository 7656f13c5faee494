/** Vite plugins of the page: the policy in its head, and the list of files that work offline. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'
import { renderDevPolicy, renderMetaPolicy } from './security-policy.mjs'

/**
 * Puts the policy first in the head, for hosts that set no headers (L9.1), and React Aria's marker,
 * which keeps its own style element out (our CSS says the same).
 */
export function policyPlugin() {
  let isDev = false
  return {
    name: 'neverpending-policy',
    configResolved(config) {
      isDev = config.command === 'serve' && !config.isPreview
    },
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const policy = isDev ? renderDevPolicy() : renderMetaPolicy()
        return html.replace(
          '<head>',
          `<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta id="react-aria-pressable-style" />`,
        )
      },
    },
  }
}

/**
 * Writes `sw.js`, which keeps the page's own files so that it works without a network. The list is made
 * from what was built; its digest is in the cache's name, so that a new build replaces the old one.
 */
export function offlinePlugin() {
  return {
    name: 'neverpending-offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.keys(bundle).filter((name) => !/\.(html|map)$/.test(name))
        const fixed = readdirSync(join(ROOT, 'public'))
        const files = ['./', ...[...built, ...fixed].sort().map((name) => `./${name}`)]
        const digest = createHash('sha256')
        for (const [name, part] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          digest.update(name).update(part.type === 'chunk' ? part.code : part.source)
        }
        for (const name of fixed) digest.update(readFileSync(join(ROOT, 'public', name)))
        const source = readFileSync(join(ROOT, 'scripts/service-worker.js'), 'utf8')
          .replace("'VERSION'", JSON.stringify(digest.digest('hex').slice(0, 16)))
          .replace('[] // FILES', JSON.stringify(files))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
