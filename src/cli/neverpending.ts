/** The program: binds the commands to the process it runs in. */
import { readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { runCommandLine } from './main.ts'
import { openBrowser } from './open-browser.ts'
import type { Terminal } from './terminal.ts'

// The reader went away (`| head`): nothing is left to say, and that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    throw error
  })
}

const terminal: Terminal = {
  write: (text) =>
    new Promise((resolve) => {
      if (process.stdout.write(text)) resolve()
      else process.stdout.once('drain', resolve)
    }),
  warn: (text) => process.stderr.write(text),
  readBytes: (path) => (path === '-' ? readStandardInput() : readFile(path)),
  writeFile: (path, text) => writeFile(path, text),
  hasColor:
    process.stdout.isTTY === true &&
    (process.env['NO_COLOR'] ?? '') === '' &&
    process.env['TERM'] !== 'dumb',
  environment: process.env,
  untilInterrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
    }),
  openBrowser,
}

// Not awaited here: parts that are loaded later import from this file, and would wait for it to end.
void runCommandLine(process.argv.slice(2), terminal).then((exitCode) => {
  process.exitCode = exitCode
})

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}
