import '#plan/zod-without-eval.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { renderPlanJson, renderPlanYaml } from '#plan/canonical.ts'
import { loadPrices } from '#aws/price.ts'
import { ANSWERS } from './answers.ts'
import type { Desk } from './desk.ts'
import { explainEnd } from './explain-end.ts'
import { searchFixes } from './search-fixes.ts'
import { judgeSubjects, parseKey, startJudgingCluster } from './judge-cluster.ts'
import type { JudgedCluster } from './judge-cluster.ts'
import { makeReplay } from './make-replay.ts'
import type { FixesRequest, JudgeRequest, Request, Response } from './protocol.ts'
import { createResourceCache } from './resource-cache.ts'
import { PARSE_TIME_MS } from '#importers/importer.ts'
import { runImport } from './run-import.ts'

/**
 * The engine's worker: answers the requests of `protocol.ts`. Judging goes in slices with a turn of the
 * event loop between them, so that a newer request or a cancellation is seen.
 */
const JUDGEMENTS_KEPT = 5_000

const resources = createResourceCache()
const cache = createJudgementCache(JUDGEMENTS_KEPT)
let judged: JudgedCluster | undefined
/** The judgement that goes on; another id stops it at its next pause. */
let judgingId = 0
/** The same of the search for fixes, which may go on beside it. */
let fixingId = 0
/** Labels of machines and disks by their ids of AWS: here alone, until the page closes (import I11.4). */
const localNames = new Map<string, string>()

/** Questions that were not withdrawn and have no answer yet. */
const asked = new Set<number>()

// TypeScript's DOM library takes `self` for a window; in a worker it sends to the page.
const scope = self as unknown as Pick<Worker, 'postMessage' | 'addEventListener'>

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

scope.addEventListener('message', (event: MessageEvent<Request>) => {
  const request = event.data
  answer(request).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    reply(request.id, { kind: 'failed', message })
  })
})

async function answer(request: Request): Promise<void> {
  const { id } = request
  switch (request.kind) {
    case 'import': {
      const base = request.base === undefined ? undefined : await resources.unpack(request.base)
      const startedAtMs = performance.now()
      const { outcome, plan } = await runImport(
        request,
        base,
        (progress) => reply(id, { kind: 'import-progress', progress }),
        () => performance.now() - startedAtMs > PARSE_TIME_MS,
        localNames,
      )
      if (outcome.packed !== undefined && plan !== undefined) resources.keep(outcome.packed, plan)
      reply(id, { kind: 'import-done', outcome })
      return
    }
    case 'judge':
      await judge(request)
      return
    case 'judge-pod':
      judgingId = id
      if (judged === undefined) return
      await judgeSubjects(judged, [parseKey(request.key)], request.bound, surroundings(id))
      return
    case 'replay': {
      const known = judged?.results.get(request.key)
      const replay = known === undefined ? undefined : makeReplay(request.key, known)
      if (judged === undefined || replay === undefined) {
        reply(id, { kind: 'replay-done', replay })
        return
      }
      const end = explainEnd(judged.cluster, judged.path, replay)
      reply(id, {
        kind: 'replay-done',
        replay: { ...replay, ...(end === undefined ? {} : { end }) },
      })
      return
    }
    case 'fixes':
      await fix(request)
      return
    case 'export': {
      const plan = await resources.unpack(request.packed)
      const text = request.format === 'yaml' ? renderPlanYaml(plan) : renderPlanJson(plan)
      reply(id, { kind: 'export-done', content: new Blob([text]) })
      return
    }
    case 'ask': {
      asked.add(id)
      const desk: Desk<unknown> = {
        resources,
        cache,
        nowMs: () => performance.now(),
        pause: async () => {
          await waitForTurn()
          return asked.has(id)
        },
        report: (progress) => reply(id, { kind: 'asked-progress', progress }),
      }
      // The table of answers is typed by name; TypeScript does not follow a name that is data.
      const find = ANSWERS[request.name] as (
        question: unknown,
        desk: Desk<unknown>,
      ) => Promise<unknown>
      try {
        const found = await find(request.question, desk)
        if (asked.has(id)) reply(id, { kind: 'asked-done', answer: found })
      } finally {
        asked.delete(id)
      }
      return
    }
    case 'cancel':
      asked.delete(request.id)
      if (judgingId === request.id) judgingId = 0
      if (fixingId === request.id) fixingId = 0
      return
  }
}

async function judge({ id, packed, place, bound }: JudgeRequest): Promise<void> {
  judgingId = id
  fixingId = 0
  const plan = await resources.unpack(packed)
  if (judgingId !== id) return
  const cluster = plan.designs[place.design]?.clusters[place.cluster]
  if (cluster === undefined) {
    reply(id, { kind: 'failed', message: 'the plan has no such cluster' })
    return
  }
  const path = `designs[${place.design}].clusters[${place.cluster}]`
  judged = startJudgingCluster(cluster, path, surroundings(id))
  await judgeSubjects(judged, judged.compiler.subjects, bound, surroundings(id))
}

async function fix(request: FixesRequest): Promise<void> {
  const { id } = request
  fixingId = id
  const [plan, prices] = await Promise.all([resources.unpack(request.packed), loadPrices()])
  await searchFixes(
    { ...request, plan, prices, cache },
    {
      ...surroundings(id),
      pause: async () => {
        await waitForTurn()
        return fixingId === id
      },
    },
  )
}

function surroundings(id: number) {
  return {
    send: (response: WithoutId<Response>) => reply(id, response),
    pause: async () => {
      await waitForTurn()
      return judgingId === id
    },
    nowMs: () => performance.now(),
    cache,
  }
}

function reply(id: number, response: WithoutId<Response>): void {
  scope.postMessage({ ...response, id })
}

const turns = new MessageChannel()
const waiting: (() => void)[] = []
turns.port1.addEventListener('message', () => waiting.shift()?.())
turns.port1.start()

/** A turn of the event loop, without the delay that timers have. */
function waitForTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    turns.port2.postMessage(undefined)
  })
}
