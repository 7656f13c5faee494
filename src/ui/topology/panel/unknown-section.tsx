import type { Unknown } from '#exploration/verdict.ts'
import { GroupForm } from '../board/group-form.tsx'
import type { Scene, SceneGroup } from '../board/scene.ts'
import type { GroupEdits } from '../group-edits.ts'

interface UnknownSectionProps {
  readonly unknown: Unknown
  readonly scene: Scene
  readonly edits: GroupEdits | undefined
  /** Asks again with a higher bound, where a bound was hit. */
  readonly onSearchOn: (() => void) | undefined
}

/** An unknown is a question: what is missing, where it would stand, and the field to fill. */
export function UnknownSection({ unknown, scene, edits, onSearchOn }: UnknownSectionProps) {
  const group = findGroup(unknown.path, scene)
  return (
    <section>
      <h3>What is missing</h3>
      <p className="small">{unknown.reason}</p>
      {unknown.path !== undefined && <p className="micro dimmer mono path">{unknown.path}</p>}
      {group !== undefined && edits !== undefined && (
        <div className="fill-in">
          <h4>{group.group.name}</h4>
          <GroupForm row={group} edits={edits} hasZones />
        </div>
      )}
      {onSearchOn !== undefined && (
        <button className="btn" onClick={onSearchOn}>
          Search on to 300,000 states
        </button>
      )}
    </section>
  )
}

/** The group of a path such as `designs[0].clusters[0].nodeGroups[1].max`. */
function findGroup(path: string | undefined, scene: Scene): SceneGroup | undefined {
  const at = /nodeGroups\[([^\]]+)\]/.exec(path ?? '')?.[1]
  if (at === undefined) return undefined
  return scene.groups.find(
    ({ group }) => group.index >= 0 && (String(group.index) === at || group.name === at),
  )
}
