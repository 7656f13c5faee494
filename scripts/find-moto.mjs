/**
 * Finds a Python with moto, the EC2-compatible server that the journey of an import from AWS runs against.
 * `prepareMoto` makes one in a folder of the cache where Python is there and moto is not.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

const FOLDER = join(ROOT, 'node_modules/.cache/moto')
const OWN_PYTHON = join(FOLDER, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
const VERSION = '5.2.1'
const INSTALL_MS = 240_000

/**
 * @typedef {{ readonly kind: 'found', readonly python: string }
 *   | { readonly kind: 'missing', readonly reason: string }} FoundMoto
 */

/** @returns {FoundMoto} */
export function findMoto() {
  const python = [OWN_PYTHON, 'python3', 'python'].find(hasMoto)
  if (python !== undefined) return { kind: 'found', python }
  const reason = 'no Python with moto: pip install "moto[server]"'
  return { kind: 'missing', reason: process.env.MOTO_MISSING ?? reason }
}

/** Like `findMoto`, after an attempt to install it. @returns {FoundMoto} */
export function prepareMoto() {
  const found = findMoto()
  if (found.kind === 'found') return found
  const python = ['python3', 'python'].find((name) => run(name, ['--version'], 10_000).isDone)
  if (python === undefined) return { kind: 'missing', reason: 'there is no Python on this machine' }
  console.log('Installing moto, the server that the journey of an import from AWS runs against …')
  if (!existsSync(OWN_PYTHON)) {
    const made = run(python, ['-m', 'venv', FOLDER], INSTALL_MS)
    if (!made.isDone) return { kind: 'missing', reason: `no virtual environment: ${made.output}` }
  }
  const args = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--timeout', '20']
  const installed = run(OWN_PYTHON, [...args, `moto[server]==${VERSION}`], INSTALL_MS)
  if (installed.isDone && hasMoto(OWN_PYTHON)) return { kind: 'found', python: OWN_PYTHON }
  return { kind: 'missing', reason: `moto could not be installed: ${installed.output}` }
}

function hasMoto(python) {
  if (python === OWN_PYTHON && !existsSync(OWN_PYTHON)) return false
  return run(python, ['-c', 'import moto.server, flask, flask_cors'], 60_000).isDone
}

function run(program, args, timeout) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { timeout, encoding: 'utf8' })
  const said = `${stderr ?? ''}${stdout ?? ''}${error?.message ?? ''}`.trim()
  return { isDone: status === 0, output: said.split('\n').at(-1) ?? '' }
}
