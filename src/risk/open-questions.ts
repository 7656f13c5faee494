/** What a plan leaves open of its control plane, so that a rule asks and never passes (risks specification 2.1). */
import { askKind, askMembers } from '#availability/control-plane-layout.ts'
import type { Flag, RuleContext } from './rule.ts'
import type { SelfManaged } from './etcd-members.ts'

/** Whose the control plane is; `undefined`: managed, or not known and asked. */
export function readSelfManaged({ cluster, path }: RuleContext): SelfManaged | readonly Flag[] {
  const { controlPlane } = cluster
  switch (controlPlane.kind) {
    case 'managed':
      return []
    case 'unknown':
      return [{ kind: 'unknown', questions: [askKind(`${path}.controlPlane`)] }]
    case 'self-managed':
      return controlPlane
  }
}

/** What is not known of the members of etcd; empty: they are listed. */
export function askEtcd(plane: SelfManaged, { cluster, path }: RuleContext): readonly Flag[] {
  const zones = cluster.zones.map(({ name }) => name)
  const questions = askMembers(plane, `${path}.controlPlane`, zones)
  return questions.length === 0 ? [] : [{ kind: 'unknown', questions }]
}
