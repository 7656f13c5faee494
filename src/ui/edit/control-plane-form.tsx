import { Plus } from 'lucide-react'
import { TIER_NAMES } from '#availability/managed.ts'
import {
  listPlaneGroups,
  API_ENDPOINTS,
  ETCD_CLUSTER_NAMES,
  ETCD_TOPOLOGIES,
} from '#plan/edit-control-plane.ts'
import * as edit from '#plan/edit-control-plane.ts'
import type { ApiEndpoint, EtcdTopology, SelfManaged } from '#plan/edit-control-plane.ts'
import type { ControlPlane, Plan } from '#plan/schema.ts'
import { closeForm, openForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { CheckField } from './check-field.tsx'
import { findEmptiest } from './find-emptiest.ts'
import { SelectField, toChoices } from './select-field.tsx'
import type { ShownCluster } from './use-cluster.ts'

/** Whose control plane it is, and where its members stand. Each choice is a step and judged at once. */
export function ControlPlaneForm({ shown }: { readonly shown: ShownCluster }) {
  const { place, cluster } = shown
  const plane = cluster.controlPlane
  const change = (make: (plan: Plan) => Plan, words: string): void => editPlan(make, words)
  return (
    <div
      className="edit-form"
      role="group"
      aria-label="Control plane"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        closeForm()
      }}
    >
      <div className="edit-fields">
        <SelectField<ControlPlane['kind']>
          name="kind"
          label="Managed by"
          value={plane.kind}
          choices={[
            { value: 'managed', label: 'EKS' },
            { value: 'self-managed', label: 'you: masters and etcd of your own' },
            { value: 'unknown', label: 'not known' },
          ]}
          hint={renderGoing(shown)}
          onChange={(kind) =>
            change(
              (plan) => edit.setControlPlaneKind(plan, place, kind),
              `control plane ${plane.kind} → ${kind}`,
            )
          }
        />
        {plane.kind === 'managed' && (
          <SelectField
            name="tier"
            label="Tier"
            value={plane.tier ?? ''}
            choices={[{ value: '', label: 'not said: standard' }, ...toChoices(TIER_NAMES)]}
            onChange={(tier) =>
              change(
                (plan) => edit.setControlPlaneTier(plan, place, tier === '' ? undefined : tier),
                `tier ${plane.tier ?? 'standard'} → ${tier === '' ? 'standard' : tier}`,
              )
            }
          />
        )}
        {plane.kind === 'self-managed' && (
          <SelfManagedFields plane={plane} shown={shown} change={change} />
        )}
      </div>
      <footer className="edit-foot">
        <span className="small dim">Each change is one step of undo</span>
        <span className="push" />
        <button type="button" className="btn" onClick={closeForm}>
          Done
        </button>
      </footer>
    </div>
  )
}

function renderGoing({ cluster }: ShownCluster): string | undefined {
  const groups = listPlaneGroups(cluster)
  if (cluster.controlPlane.kind !== 'self-managed' || groups.length === 0) return undefined
  return `With EKS the groups of masters go: ${groups.join(', ')}`
}

interface SelfManagedFieldsProps {
  readonly plane: SelfManaged
  readonly shown: ShownCluster
  readonly change: (make: (plan: Plan) => Plan, words: string) => void
}

function SelfManagedFields({ plane, shown, change }: SelfManagedFieldsProps) {
  const { place, cluster } = shown
  const zones = cluster.zones.map(({ name }) => name)
  return (
    <>
      <SelectField<ApiEndpoint | ''>
        name="apiEndpoint"
        label="The API is reached by"
        value={plane.apiEndpoint ?? ''}
        choices={[{ value: '', label: 'not known' }, ...toChoices(API_ENDPOINTS)]}
        onChange={(endpoint) =>
          change(
            (plan) => edit.setApiEndpoint(plan, place, endpoint === '' ? undefined : endpoint),
            `API endpoint ${plane.apiEndpoint ?? 'not known'} → ${endpoint === '' ? 'not known' : endpoint}`,
          )
        }
      />
      <fieldset className="edit-group">
        <legend>Masters</legend>
        <ul className="member-list">
          {plane.members.map((member) => (
            <li key={member.name}>
              <button
                type="button"
                className="link name"
                onClick={() => openForm({ kind: 'member', member: member.name })}
              >
                {member.name}
              </button>
              <ZoneSelect
                label={`Zone of ${member.name}`}
                zone={member.zone}
                zones={zones}
                onChange={(zone) =>
                  change(
                    (plan) => edit.moveMember(plan, { ...place, member: member.name }, zone),
                    `zone ${member.zone ?? 'not known'} → ${zone} of ${member.name}`,
                  )
                }
              />
              <button
                type="button"
                className="btn sm"
                aria-label={`Remove ${member.name}`}
                onClick={() =>
                  change(
                    (plan) => edit.removeMember(plan, { ...place, member: member.name }),
                    `master ${member.name} removed`,
                  )
                }
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
        {plane.members.length < edit.MAX_MEMBERS && (
          <div>
            <button type="button" className="btn sm" onClick={() => openForm({ kind: 'member' })}>
              <Plus className="ic s" aria-hidden="true" />
              Master
            </button>
          </div>
        )}
      </fieldset>
      <fieldset className="edit-group">
        <legend>etcd</legend>
        <SelectField<EtcdTopology>
          name="topology"
          label="Where it runs"
          value={plane.etcd.topology}
          choices={ETCD_TOPOLOGIES.map((value) => ({ value, label: TOPOLOGY_WORDS[value] }))}
          onChange={(topology) =>
            change(
              (plan) => edit.setEtcdTopology(plan, place, topology),
              `etcd ${plane.etcd.topology} → ${topology}`,
            )
          }
        />
        {ETCD_CLUSTER_NAMES.map((etcd) => (
          <CheckField
            key={etcd}
            label={`Cluster ${etcd}`}
            hint={etcd === 'main' ? 'the state of the API' : 'events apart, as kOps has them'}
            isOn={plane.etcd.clusters.some(({ name }) => name === etcd)}
            onChange={(isOn) =>
              change(
                (plan) => edit.setEtcdCluster(plan, { ...place, etcd }, isOn),
                `etcd ${etcd} ${isOn ? 'added' : 'removed'}`,
              )
            }
          />
        ))}
        {plane.etcd.clusters.map((etcd) => (
          <EtcdMembers key={etcd.name} plane={plane} etcd={etcd} shown={shown} change={change} />
        ))}
      </fieldset>
    </>
  )
}

const TOPOLOGY_WORDS: Readonly<Record<EtcdTopology, string>> = {
  stacked: 'on the masters (stacked)',
  external: 'on machines of its own (external)',
  unknown: 'not known',
}

function EtcdMembers({
  plane,
  etcd,
  shown,
  change,
}: SelfManagedFieldsProps & { readonly etcd: edit.EtcdCluster }) {
  const { place, cluster } = shown
  const zones = cluster.zones.map(({ name }) => name)
  const isStacked = plane.etcd.topology !== 'external'
  return (
    <div className="stack">
      <p className="small dim">
        {etcd.name}:{' '}
        {etcd.members.length === 0
          ? 'one member on every master'
          : isStacked
            ? 'a member that moves takes its master along'
            : `${etcd.members.length} members`}
      </p>
      <ul className="member-list">
        {etcd.members.map((member) => (
          <li key={member.name}>
            <span className="name">{member.name}</span>
            <ZoneSelect
              label={`Zone of ${member.name} of ${etcd.name}`}
              zone={member.zone}
              zones={zones}
              onChange={(zone) =>
                change(
                  (plan) =>
                    edit.moveEtcdMember(
                      plan,
                      { ...place, etcd: etcd.name, member: member.name },
                      zone,
                    ),
                  `zone ${member.zone ?? 'not known'} → ${zone} of etcd ${member.name}`,
                )
              }
            />
            <button
              type="button"
              className="btn sm"
              aria-label={`Remove ${member.name} of ${etcd.name}`}
              onClick={() =>
                change(
                  (plan) =>
                    edit.removeEtcdMember(plan, {
                      ...place,
                      etcd: etcd.name,
                      member: member.name,
                    }),
                  `etcd ${member.name} of ${etcd.name} removed`,
                )
              }
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {!isStacked && (
        <div>
          <button
            type="button"
            className="btn sm"
            onClick={() =>
              change(
                (plan) =>
                  edit.addEtcdMember(
                    plan,
                    { ...place, etcd: etcd.name },
                    { zone: findEmptiest(zones, etcd.members) },
                  ),
                `etcd member of ${etcd.name} added`,
              )
            }
          >
            <Plus className="ic s" aria-hidden="true" />
            Member of {etcd.name}
          </button>
        </div>
      )}
    </div>
  )
}

function ZoneSelect({
  label,
  zone,
  zones,
  onChange,
}: {
  readonly label: string
  readonly zone: string | undefined
  readonly zones: readonly string[]
  readonly onChange: (zone: string) => void
}) {
  return (
    <select
      className="input"
      aria-label={label}
      value={zone ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {zone === undefined && <option value="">not known</option>}
      {[...new Set([...zones, ...(zone === undefined ? [] : [zone])])].map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  )
}
