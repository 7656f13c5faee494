import { Plus, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { checkPart } from '#plan/check-part.ts'
import { setAtPath } from '#plan/edit.ts'
import { readNumber, renderNumber } from '#plan/group-draft.ts'
import type { Plan } from '#plan/schema.ts'
import { closeForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { FormFrame } from './form-frame.tsx'
import { TextField } from './text-field.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { WaitingForm } from './waiting-form.tsx'

interface SubnetDraft {
  /** Of the row, for as long as the form is open. */
  readonly key: number
  readonly id: string
  readonly cidr: string
  readonly freeIPs: string
}

/** The subnets of a zone: how many addresses are free decides how many pods and nodes can still come. */
export function SubnetsForm({
  shown,
  zone,
}: {
  readonly shown: ShownCluster
  readonly zone: string
}) {
  const { plan, place, cluster } = shown
  const index = cluster.zones.findIndex(({ name }) => name === zone)
  const known = cluster.zones[index]
  const [rows, setRows] = useState<readonly SubnetDraft[]>(() =>
    (known?.subnets ?? [{}]).map((subnet, key) => ({
      key,
      id: subnet.id ?? '',
      cidr: subnet.cidr ?? '',
      freeIPs: renderNumber(subnet.freeIPs),
    })),
  )
  const path = useMemo(
    () => ['designs', place.design, 'clusters', place.cluster, 'zones', index, 'subnets'],
    [place, index],
  )
  const subnets = useMemo(() => {
    const all = rows.map(toSubnet)
    const filled = all.filter((subnet) => Object.keys(subnet).length > 0)
    return filled.length === 0 ? undefined : all
  }, [rows])
  const problems = useMemo(() => checkPart(plan, path, subnets), [plan, path, subnets])
  if (known === undefined) return <WaitingForm words={`The plan has no zone ${zone} any more.`} />
  const change = (key: number, part: Partial<SubnetDraft>): void =>
    setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row)))
  return (
    <FormFrame
      label={`Subnets of ${zone}`}
      problems={problems.map((problem) => ({
        ...problem,
        path: `subnets${problem.path.replace(/^designs.*subnets/, '')}`,
      }))}
      applyWords="Apply"
      onApply={() => {
        closeForm()
        // The schema has just checked it.
        editPlan((now) => setAtPath(now, path, subnets) as Plan, `subnets of ${zone}`)
      }}
      onCancel={closeForm}
    >
      {rows.map((row, at) => (
        <fieldset key={row.key} className="edit-group">
          <legend>
            Subnet {at + 1}{' '}
            <button
              type="button"
              className="btn icon quiet sm"
              aria-label={`Remove subnet ${at + 1}`}
              onClick={() => setRows((now) => now.filter((each) => each !== row))}
            >
              <X className="ic s" aria-hidden="true" />
            </button>
          </legend>
          <div className="edit-pair">
            <TextField
              name={`subnets[${at}].freeIPs`}
              label="Free addresses"
              isNumber
              value={row.freeIPs}
              placeholder="not known"
              onChange={(freeIPs) => change(row.key, { freeIPs })}
            />
            <TextField
              name={`subnets[${at}].cidr`}
              label="CIDR"
              value={row.cidr}
              placeholder="10.0.0.0/20"
              onChange={(cidr) => change(row.key, { cidr })}
            />
          </div>
          <TextField
            name={`subnets[${at}].id`}
            label="Id"
            value={row.id}
            placeholder="subnet-0abc…"
            onChange={(id) => change(row.key, { id })}
          />
        </fieldset>
      ))}
      <div>
        <button
          type="button"
          className="btn sm"
          onClick={() =>
            setRows((now) => [
              ...now,
              {
                key: Math.max(-1, ...now.map(({ key }) => key)) + 1,
                id: '',
                cidr: '',
                freeIPs: '',
              },
            ])
          }
        >
          <Plus className="ic s" aria-hidden="true" />
          Subnet
        </button>
      </div>
    </FormFrame>
  )
}

function toSubnet({ id, cidr, freeIPs }: SubnetDraft): object {
  const free = readNumber(freeIPs)
  return {
    ...(id.trim() === '' ? {} : { id: id.trim() }),
    ...(cidr.trim() === '' ? {} : { cidr: cidr.trim() }),
    ...(free === undefined ? {} : { freeIPs: free }),
  }
}
