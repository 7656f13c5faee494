import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyModel } from '#testing/any-model.ts'
import { explainPod } from '#testing/explain-pod.ts'
import { fits } from './plain/plain-fits.ts'
import { groupsOf, startState } from './plain/plain-state.ts'
import { makeModelObjects, nameNode } from '#testing/model-objects.ts'
import { VERSIONS } from '#scheduler/version.ts'
import type { Model, ModelPod } from './model.ts'
import type { PlainState } from './plain/plain-state.ts'

/**
 * The form counts every pod of a zone for a spread (exploration specification, section 2), the scheduler those on
 * nodes that the pod may use (PTS-4). Where pods that count stand on others, the two differ by what they are given.
 */
function isSpreadTold(model: Model, state: PlainState, pod: ModelPod): boolean {
  if (pod.spread === undefined) return true
  const { with: counted } = pod.spread
  const groups = groupsOf(model, pod).map(({ name }) => name)
  return state.nodes.every(
    ({ group, zone, pods }) =>
      !pods.some((name) => counted.includes(name)) ||
      (groups.includes(group) && pod.zones?.includes(zone) !== false),
  )
}

describe('the fit of the exploration and the filters of the scheduler', () => {
  it('say the same of every class on every node', () => {
    fc.assert(
      fc.property(anyModel, fc.constantFrom(...VERSIONS), (drawn, version) => {
        const model = { ...drawn, down: undefined }
        const state = startState(model)
        for (const pod of model.pods) {
          if (!isSpreadTold(model, state, pod)) continue
          const told = state.nodes.filter((node) => fits(model, state, pod, node))
          const objects = makeModelObjects(model, state, { pod, name: 'fresh' })
          const { feasibleNodes } = explainPod(objects, 'fresh', version)
          const found = state.nodes.filter((_, at) => feasibleNodes.includes(nameNode(at)))
          expect({ pod, found }).toEqual({ pod, found: told })
        }
      }),
      { numRuns: 150 },
    )
  })
})
