import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

/**
 * Runs a program of `node_modules/.bin` or Node itself, and keeps what it prints.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean }} [options] `show`: print while it runs
 * @returns {Promise<{ code: number, output: string, elapsedMs: number }>}
 */
export function runStep(program, args, { env = {}, show = false } = {}) {
  const startedMs = performance.now()
  const bin = join(ROOT, 'node_modules/.bin')
  const path =
    process.platform === 'win32' ? `${bin};${process.env.PATH}` : `${bin}:${process.env.PATH}`
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, PATH: path, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    child.stdout?.on('data', (text) => (output += text))
    child.stderr?.on('data', (text) => (output += text))
    const end = (code) => resolve({ code, output, elapsedMs: performance.now() - startedMs })
    child.on('error', (error) => {
      output += `${error.message}\n`
      end(1)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}
