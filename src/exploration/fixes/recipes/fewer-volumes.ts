import { readList, readText } from '#kube/field.ts'
import type { FixCase, FixRecipe } from '../candidate.ts'
import { changeField, isMap, putObjects } from '../edit-objects.ts'
import { changeTemplate, findTemplate } from '../edit-template.ts'
import type { PodTemplate, RawPodSpec } from '../edit-template.ts'

/** As many EBS volumes as a node has attachments for; what was on the others has to live elsewhere. */
export const fewerVolumes: FixRecipe = {
  id: 'fewer-volumes',
  frees: ['attach-limit'],
  list: (at) => {
    const template = findTemplate(at)
    const claims = at.asked.claims.filter(({ state }) => 'isEbs' in state && state.isEbs)
    if (template === undefined || claims.length < 2) return []
    const slots = at.hosts.flatMap(({ model }) => model.slots ?? [])
    const fewest = Math.max(1, Math.min(claims.length - 1, ...slots))
    return [...new Set([claims.length - 1, fewest])].map((kept) => {
      const left = claims.slice(kept).map(({ name }) => name)
      return {
        title: `${template.owner.metadata.name} with ${kept} ${kept === 1 ? 'volume' : 'volumes'} a pod`,
        note: `what is on ${left.join(', ')} moves to the volumes that stay, or to a file system that every node reaches`,
        plan: dropClaims(at, template, left),
      }
    })
  },
}

function dropClaims(at: FixCase, template: PodTemplate, claimNames: readonly string[]) {
  const { owner } = template
  const suffix = `-${at.asked.name}`
  const made = new Set(
    claimNames.flatMap((name) => (name.endsWith(suffix) ? [name.slice(0, -suffix.length)] : [])),
  )
  const dropped = (volume: unknown) => {
    const claim = readText(volume, 'persistentVolumeClaim', 'claimName')
    const name = readText(volume, 'name') ?? ''
    return claim === undefined
      ? made.has(name) && isMap(volume) && 'ephemeral' in volume
      : claimNames.includes(claim)
  }
  const edited = changeTemplate(at, template, (spec) => dropVolumes(spec, dropped, made))
  const templates = readList(owner, 'spec', 'volumeClaimTemplates')
  const kept = templates.filter((one) => !made.has(readText(one, 'metadata', 'name') ?? ''))
  if (kept.length === templates.length) return edited
  const now = findTemplate({
    ...at,
    cluster: edited.designs[at.place.design]?.clusters[at.place.cluster] ?? at.cluster,
  })
  const object = now?.owner ?? owner
  return putObjects(edited, at.place, [
    changeField(object, ['spec', 'volumeClaimTemplates'], () =>
      kept.length === 0 ? undefined : kept,
    ),
  ])
}

function dropVolumes(
  spec: RawPodSpec,
  isDropped: (volume: unknown) => boolean,
  made: ReadonlySet<string>,
): RawPodSpec {
  const volumes = readList(spec, 'volumes')
  const gone = new Set([
    ...made,
    ...volumes.filter(isDropped).map((volume) => readText(volume, 'name') ?? ''),
  ])
  const withoutMounts = (container: unknown) => {
    if (!isMap(container)) return container
    const mounts = readList(container, 'volumeMounts')
    const kept = mounts.filter((mount) => !gone.has(readText(mount, 'name') ?? ''))
    return kept.length === mounts.length ? container : { ...container, volumeMounts: kept }
  }
  const changed = changeList(spec, 'volumes', (list) => list.filter((one) => !isDropped(one)))
  return ['containers', 'initContainers'].reduce(
    (edited, field) => changeList(edited, field, (list) => list.map(withoutMounts)),
    changed,
  )
}

function changeList(
  spec: RawPodSpec,
  field: string,
  change: (list: readonly unknown[]) => readonly unknown[],
): RawPodSpec {
  const list = readList(spec, field)
  const changed = change(list)
  const isSame = changed.length === list.length && changed.every((one, at) => one === list[at])
  return isSame ? spec : { ...spec, [field]: changed }
}
