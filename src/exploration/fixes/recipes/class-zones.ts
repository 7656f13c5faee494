import { compareText } from '#base/compare.ts'
import { readText } from '#kube/field.ts'
import { ZONE_LABEL } from '#kube/labels.ts'
import type { FixCase, FixRecipe } from '../candidate.ts'
import { changeField, putObjects } from '../edit-objects.ts'
import { findClasses } from '../find-classes.ts'

/** The zones in which a class makes volumes, held to those in which the pod's groups launch. */
export const classZones: FixRecipe = {
  id: 'class-zones',
  frees: ['zone-coverage', 'template-zone', 'not-offered', 'resources'],
  list: (at) =>
    findClasses(at)
      .filter(
        (one) =>
          /(^|\.)ebs(\.csi)?\./.test(readText(one, 'provisioner') ?? '') ||
          readText(one, 'provisioner') === 'kubernetes.io/aws-ebs',
      )
      .flatMap((one) =>
        listZoneSets(at).map((zones) => ({
          title: `${one.metadata.name} only in ${zones.join(' and ')}`,
          plan: putObjects(at.plan, at.place, [
            changeField(one, ['allowedTopologies'], () => [
              { matchLabelExpressions: [{ key: ZONE_LABEL, values: zones }] },
            ]),
          ]),
        })),
      ),
}

/** Zones that a group reaches, those with a group of their own, and those with a node that would take it. */
function listZoneSets({ hosts, model }: FixCase): readonly (readonly string[])[] {
  const names = new Set(hosts.map(({ group }) => group.name))
  const sets = [
    hosts.flatMap(({ compiled }) =>
      compiled.zones.filter((zone) => compiled.offered.includes(zone)),
    ),
    hosts.flatMap(({ compiled }) => (compiled.zones.length === 1 ? compiled.zones : [])),
    model.nodes.filter(({ group }) => names.has(group)).map(({ zone }) => zone),
  ].map((zones) => [...new Set(zones)].sort(compareText))
  const seen = new Set<string>()
  return sets.filter((zones) => {
    const key = zones.join()
    if (zones.length === 0 || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
