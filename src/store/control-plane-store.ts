import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Problem } from '#base/problem.ts'
import type { Result } from '#base/result.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import type { ControlPlaneQuestion } from '#worker/questions.ts'
import type { Place } from '#worker/protocol.ts'
import { planStore, usePlans } from './plan-store.ts'
import { getSession, sessionStore } from './run-store.ts'
import { listRiskItems } from './risk-items.ts'
import type { RiskItem } from './risk-items.ts'
import type { RunSession } from './run-session.ts'
import { useView, viewStore } from './view-store.ts'

/** What the engine says of the control plane that is shown; after an edit the old answer stays until the new one. */
export interface ControlPlaneRun {
  readonly question: ControlPlaneQuestion | undefined
  readonly answer: Result<ControlPlaneAssessment, Problem> | undefined
  /** The question that `answer` is to. */
  readonly answered: ControlPlaneQuestion | undefined
  readonly message: string | undefined
}

const EMPTY: ControlPlaneRun = {
  question: undefined,
  answer: undefined,
  answered: undefined,
  message: undefined,
}

export const controlPlaneStore = createStore<ControlPlaneRun>(() => EMPTY)

export function useControlPlane<T>(select: (run: ControlPlaneRun) => T): T {
  return useStore(controlPlaneStore, select)
}

/** The assessment, and whether it is of the plan before the last edit. */
export function useAssessment(): {
  readonly assessment: ControlPlaneAssessment | undefined
  readonly problems: readonly Problem[]
  readonly isStale: boolean
} {
  const { answer, question, answered } = useControlPlane((run) => run)
  return {
    assessment: answer?.kind === 'ok' ? answer.value : undefined,
    problems: answer?.kind === 'failed' ? answer.problems : [],
    isStale: question !== answered,
  }
}

/** Findings of the rules and what they ask, of the open plan. */
export function useRiskItems(): readonly RiskItem[] {
  const { assessment } = useAssessment()
  return useMemo(() => listRiskItems(assessment), [assessment])
}

/** The cluster that is shown, without its Kubernetes objects. */
export function useShownCluster(): Cluster | undefined {
  const plan = usePlans((plans) => plans.current?.packed.shell)
  const place = useView((view) => view.place)
  return plan?.designs[place.design]?.clusters[place.cluster]
}

/** Asks of the open plan's control plane, and again after every edit of what it turns on; once. */
export function startControlPlane(): void {
  let stop = () => {}
  let asked: { readonly session: RunSession; readonly plan: string | undefined } | undefined
  const follow = () => {
    const { current } = planStore.getState()
    const question = toQuestion(current?.packed.shell, viewStore.getState().place)
    const session = getSession()
    const before = controlPlaneStore.getState().question
    const isSamePlan = asked?.plan === current?.id && before?.path === question?.path
    if (asked?.session === session && isSamePlan && isSame(before, question)) return
    asked = { session, plan: current?.id }
    stop()
    // What was said of another cluster says nothing of this one.
    if (!isSamePlan || question === undefined) controlPlaneStore.setState(EMPTY)
    if (question === undefined) return
    controlPlaneStore.setState({ question, message: undefined })
    const withdrawn = new AbortController()
    stop = () => withdrawn.abort()
    session.engine.ask('assess-control-plane', question, { signal: withdrawn.signal }).then(
      (answer) => controlPlaneStore.setState({ answer, answered: question }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        controlPlaneStore.setState({ message })
      },
    )
  }
  planStore.subscribe(follow)
  viewStore.subscribe(follow)
  sessionStore.subscribe(follow)
  follow()
}

const NO_ASSUMPTIONS = {}

function toQuestion(plan: Plan | undefined, place: Place): ControlPlaneQuestion | undefined {
  const design = plan?.designs[place.design]
  const cluster = design?.clusters[place.cluster]
  if (design === undefined || cluster === undefined) return undefined
  const path = `designs[${place.design}]`
  return {
    cluster,
    path: `${path}.clusters[${place.cluster}]`,
    assumptionsPath: `${path}.assumptions`,
    assumptions: design.assumptions ?? NO_ASSUMPTIONS,
  }
}

/** Edits share what they did not change, so that one of a group asks nothing again. */
function isSame(a: ControlPlaneQuestion | undefined, b: ControlPlaneQuestion | undefined): boolean {
  return (
    a?.assumptions === b?.assumptions &&
    a?.cluster.controlPlane === b?.cluster.controlPlane &&
    a?.cluster.zones === b?.cluster.zones &&
    a?.cluster.region === b?.cluster.region
  )
}
