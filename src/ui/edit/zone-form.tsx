import { useCallback, useMemo, useState } from 'react'
import { listRegionZones } from '#aws/zone.ts'
import { checkPart } from '#plan/check-part.ts'
import { addZone } from '#plan/edit.ts'
import type { Zone } from '#plan/schema.ts'
import { closeForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { select } from '#store/view-store.ts'
import { FormFrame } from './form-frame.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import type { ShownCluster } from './use-cluster.ts'

/** A zone for the cluster: those of its region, or any name where the region is not known. */
export function ZoneForm({ shown }: { readonly shown: ShownCluster }) {
  const { plan, place, cluster } = shown
  const known = listRegionZones(cluster.region)
  const offered = (known ?? []).filter(({ name }) =>
    cluster.zones.every((zone) => zone.name !== name),
  )
  const [chosen, setChosen] = useState(offered[0]?.name ?? OTHER)
  const [typed, setTyped] = useState('')
  const name = chosen === OTHER ? typed.trim() : chosen
  const check = useCallback(
    (zone: Zone) =>
      checkPart(
        plan,
        ['designs', place.design, 'clusters', place.cluster, 'zones', cluster.zones.length],
        zone,
      ),
    [plan, place, cluster],
  )
  const zone = useMemo((): Zone => {
    const zoneId = listRegionZones(cluster.region)?.find((one) => one.name === name)?.zoneId
    return zoneId === undefined ? { name } : { name, zoneId }
  }, [cluster.region, name])
  const problems = useMemo(() => check(zone), [check, zone])
  return (
    <FormFrame
      label="New zone"
      problems={problems}
      applyWords="Add the zone"
      onApply={() => {
        closeForm()
        editPlan((now) => addZone(now, place, zone), `zone ${name} added`)
        select({ kind: 'zone', key: name })
      }}
      onCancel={closeForm}
    >
      {offered.length > 0 && (
        <SelectField
          name={chosen === OTHER ? 'chosen' : 'name'}
          label={`Zone of ${cluster.region}`}
          value={chosen}
          choices={[
            ...offered.map((one) => ({
              value: one.name,
              label: one.zoneId === undefined ? one.name : `${one.name}, ${one.zoneId}`,
            })),
            { value: OTHER, label: 'another' },
          ]}
          onChange={setChosen}
        />
      )}
      {chosen === OTHER && (
        <TextField
          name="name"
          label="Name"
          value={typed}
          placeholder={`${cluster.region}d`}
          hint={
            known === undefined
              ? `The bundled facts have no region ${cluster.region}: any name will do`
              : offered.length === 0
                ? `All ${known.length} zones that the bundled facts have of ${cluster.region} are in the plan: name a Local Zone, or one that is newer`
                : 'A Local Zone, or one that the bundled facts do not have'
          }
          onChange={setTyped}
        />
      )}
      <p className="small dim">
        Groups stay in their zones: the new one is offered in their forms.
      </p>
    </FormFrame>
  )
}

const OTHER = '*'
