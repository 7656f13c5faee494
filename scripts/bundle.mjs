/**
 * Bundles a TypeScript file for Node, which cannot run TypeScript itself in version 20. Everything but
 * Node's own modules goes into the bundle, so the result runs without `node_modules`.
 */
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from './root.mjs'

/**
 * @param {object} options
 * @param {string} options.entry
 * @param {string} options.outFile
 * @param {string} [options.banner]
 * @param {boolean} [options.minify]
 * @param {boolean} [options.splits] what is imported on demand becomes files of its own beside it
 * @param {Record<string, string>} [options.define]
 */
export async function bundleForNode({
  entry,
  outFile,
  banner = '',
  minify = false,
  splits = false,
  define = {},
}) {
  await mkdir(dirname(outFile), { recursive: true })
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    define,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: dirname(outFile),
      emptyOutDir: false,
      target: 'node20',
      minify,
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          format: 'es',
          entryFileNames: basename(outFile),
          chunkFileNames: 'parts/[name]-[hash].js',
          codeSplitting: splits,
          banner: (chunk) => (chunk.isEntry ? banner : ''),
        },
      },
    },
  })
}

/** Bundles a TypeScript file into the cache and imports it. @param {string} entry path from the root */
export async function importTypeScript(entry) {
  const name = entry.replace(/[^a-z0-9]+/gi, '-')
  const outFile = join(ROOT, 'node_modules/.cache/neverpending', `${name}-${process.pid}.mjs`)
  await bundleForNode({ entry: join(ROOT, entry), outFile })
  return import(pathToFileURL(outFile).href)
}
