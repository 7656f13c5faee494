/** A moto server of a test's own, on a free port of this machine. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { FoundMoto } from '../scripts/find-moto.mjs'

export async function startMoto(
  moto: FoundMoto,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  if (moto.kind === 'missing') throw new Error(moto.reason)
  const port = await findFreePort()
  const args = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)]
  const server = spawn(moto.python, args, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const close = async () => {
    server.kill()
    await ended
  }
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error('the moto server ended by itself')
    const isUp = await fetch(`${url}/moto-api/`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isUp) return { url, close }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await close()
  throw new Error('the moto server did not answer within a minute')
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
