import { sideOf } from '#exploration/trace.ts'
import type { Step, StepName } from '#exploration/trace.ts'
import { unreachable } from '#base/assert.ts'

/**
 * Who makes a step: a filled diamond where it comes from outside, a hollow one where that ends, and a
 * round pill with the actor's name where the system moves by itself.
 */
export function ActorTag({ step }: { readonly step: Step }) {
  switch (sideOf(step.step)) {
    case 'disturbance':
      return <span className="who dist">DISTURBANCE</span>
    case 'ends':
      return <span className="who dist ends">ENDS</span>
    default:
      return <span className="who sys">{nameActor(step.step)}</span>
  }
}

/** The part of the system that makes a move (exploration specification, section 3). */
export function nameActor(step: StepName): string {
  switch (step) {
    case 'schedule':
    case 'preempt':
      return 'kube-scheduler'
    case 'launch':
    case 'rebalance':
      return 'Auto Scaling'
    case 'caRaises':
    case 'caGivesUp':
    case 'caRemoves':
      return 'Cluster Autoscaler'
    case 'karpenterLaunches':
    case 'karpenterRemoves':
      return 'Karpenter'
    case 'finishes':
      return 'Job'
    case 'nodeLoss':
    case 'zoneOutage':
    case 'zoneReturns':
    case 'scaleToZero':
    case 'scaleBack':
    case 'autoscalerRestart':
      return 'outside'
    default:
      return unreachable(step)
  }
}
