import { parseLoopbackEndpoint } from '#aws-client/endpoints.ts'
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { findBuiltPage } from '../built-page.ts'
import { findValue, isGiven } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { printProblems } from '../print-problems.ts'
import type { Terminal } from '../terminal.ts'
import { VERSION } from '../version.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'the dashboard in the browser, with a helper that reads from AWS with your own keys',
  usage: ['serve [--profile NAME] [--port N] [--no-open]'],
  options: [
    { name: 'profile', value: 'NAME', help: 'the profile of ~/.aws whose keys are used' },
    { name: 'port', value: 'N', help: 'the port (one that is free)' },
    { name: 'no-open', help: 'the browser stays shut: open the printed address yourself' },
  ],
  notes: [
    'It listens on this machine only and answers the page that it serves itself, by the token in its address.',
    'Keys are found as the AWS SDK finds them (variables, profiles, Identity Center) and never leave this program.',
    'Plans that the browser keeps belong to the port: --port finds them again.',
    'It can send the reading calls of an inventory and no others, and ends after 15 minutes without one.',
  ],
  run: runServe,
}

async function runServe(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const port = parsePort(findValue(input, 'port'))
  if (port.kind === 'failed') return printProblems(port.problems, terminal)
  const [file] = input.files
  if (file !== undefined) {
    return refuse('cli/unknown', file, 'serve takes no files: drop them on the page', terminal)
  }
  const built = findBuiltPage()
  if (built === undefined) {
    return refuse('cli/missing', '', 'the page is not built: run npm run build first', terminal)
  }
  const loopback = findLoopback(terminal)
  const profile = findValue(input, 'profile')
  // Loaded here, not when the program starts: the AWS client is larger than all the rest.
  const [{ createAnswerer }, { createPageFiles }, { serveBridge }] = await Promise.all([
    import('../bridge/answer-call.ts'),
    import('../bridge/page-files.ts'),
    import('../bridge/serve-bridge.ts'),
  ])
  const { folder, headers } = built
  const chosen = profile === undefined ? {} : { profile }
  const bridge = await serveBridge({
    port: port.value,
    page: createPageFiles({ files: folder, under: '/', headers }),
    headers,
    answerer: createAnswerer({ ...chosen, ...(loopback === undefined ? {} : { loopback }) }),
    status: {
      version: VERSION,
      ...chosen,
      ...(loopback === undefined ? {} : { endpoint: loopback }),
    },
    log: (line) => terminal.warn(`${line}\n`),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return error.code
    throw error
  })
  if (typeof bridge === 'string') {
    const why = bridge === 'EACCES' ? 'may not be listened on' : 'is taken by another program'
    return refuse('cli/port', '--port', `${port.value} ${why}`, terminal)
  }
  const address = `${bridge.url}#t=${bridge.token}`
  await terminal.write(
    `Neverpending is at ${address}\nThe address is the key to it: keep it to yourself. Ctrl C ends it.\n`,
  )
  if (!isGiven(input, 'no-open')) terminal.openBrowser(address)
  const reason = await Promise.race([
    bridge.ended.then(() => 'Ended: 15 minutes without a call.'),
    terminal.untilInterrupted().then(() => 'Ended.'),
  ])
  bridge.end()
  terminal.warn(`${reason}\n`)
  return 0
}

/** I13.6: calls go to AWS, or for trying to a stand-in on this machine, and nowhere else. */
function findLoopback(terminal: Terminal): string | undefined {
  const given = terminal.environment['AWS_ENDPOINT_URL'] ?? ''
  if (given === '') return undefined
  const loopback = parseLoopbackEndpoint(given)
  terminal.warn(
    loopback === undefined
      ? 'AWS_ENDPOINT_URL is not an address of this machine and is left aside: calls go to AWS.\n'
      : `Calls go to ${loopback} (AWS_ENDPOINT_URL), not to AWS.\n`,
  )
  return loopback
}

/** 0: one that is free. */
function parsePort(text: string | undefined): Result<number, Problem> {
  if (text === undefined) return ok(0)
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return ok(port)
  const message = `"${text}" is not a port (1 to 65535)`
  return failed([{ code: 'cli/type', path: '--port', message }])
}

function refuse(code: string, path: string, message: string, terminal: Terminal): ExitCode {
  return printProblems([{ code, path, message }], terminal)
}
