import type { Picture } from '#cluster/picture.ts'
import type { Judged } from '#worker/protocol.ts'
import type { Playable } from '../player/playable.ts'
import { GroupPanel } from './group-panel.tsx'
import { NodePanel } from './node-panel.tsx'
import type { PanelView } from './panel-view.ts'
import { PlanPanel } from './plan-panel.tsx'
import { PodPanel } from './pod-panel.tsx'
import { VolumePanel } from './volume-panel.tsx'
import { ZonePanel } from './zone-panel.tsx'

interface SelectedPanelProps {
  readonly picture: Picture
  readonly view: PanelView
  readonly results: readonly Judged[]
  /** The board shows the plan as it is, not a step of a trace. */
  readonly isToday: boolean
  /** The trace whose last step is shown. */
  readonly end: Playable | undefined
}

/** The panel of what is selected; of the whole plan when nothing is, or what was has gone. */
export function SelectedPanel({ picture, view, results, isToday, end }: SelectedPanelProps) {
  const { selection, scene } = view
  switch (selection?.kind) {
    case 'pod': {
      const today = picture.pending.find(
        (entry) =>
          `${picture.pods.namespaces[entry.pod] ?? ''}/${picture.pods.names[entry.pod] ?? ''}` ===
          selection.key,
      )
      const atEnd = end?.judged.key === selection.key ? end.end : undefined
      return <PodPanel podKey={selection.key} view={view} says={isToday ? today : atEnd} />
    }
    case 'node': {
      const node = scene.nodes.find((entry) => entry.name === selection.key)
      if (node !== undefined) return <NodePanel node={node} view={view} />
      break
    }
    case 'volume': {
      const entry = scene.volumes.find((one) => one.key === selection.key)
      if (entry !== undefined) return <VolumePanel entry={entry} view={view} />
      break
    }
    case 'group': {
      const row = scene.groups.find(({ group }) => group.name === selection.key)
      if (row !== undefined) return <GroupPanel row={row} view={view} />
      break
    }
    case 'zone': {
      const zone = scene.zones.find((entry) => entry.name === selection.key)
      if (zone !== undefined) return <ZonePanel zone={zone} view={view} />
      break
    }
    case undefined:
      break
  }
  return <PlanPanel results={results} view={view} />
}
