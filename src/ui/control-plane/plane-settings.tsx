import { TIER_NAMES } from '#availability/managed.ts'
import { API_ENDPOINTS, ETCD_TOPOLOGIES } from '#plan/edit-control-plane.ts'
import type { SelfManaged } from '#plan/edit-control-plane.ts'
import type { ControlPlane } from '#plan/schema.ts'
import { PLANE_EDITS } from './plane-edits.ts'
import { TypeField } from './type-field.tsx'

const KINDS = ['self-managed', 'managed', 'unknown'] as const

const KIND_WORDS = {
  'self-managed': 'your own members',
  managed: 'managed, EKS',
  unknown: 'not known',
}
const TOPOLOGY_WORDS = {
  stacked: 'stacked',
  external: 'external',
  unknown: 'not known',
}
const ENDPOINT_WORDS = {
  'load-balancer': 'load balancer',
  dns: 'DNS records',
  'single-address': 'a single address',
}

/** What the control plane is as a whole; each choice is made at once. */
export function PlaneSettings({ plane }: { readonly plane: ControlPlane }) {
  return (
    <div className="cp-settings">
      <Choose
        label="Run by"
        value={plane.kind}
        options={KINDS.map((kind) => ({ value: kind, words: KIND_WORDS[kind] }))}
        onChoose={(kind) => PLANE_EDITS.setKind(kind)}
      />
      {plane.kind === 'managed' && (
        <Choose
          label="Tier"
          value={plane.tier ?? 'standard'}
          options={listTiers(plane.tier).map((tier) => ({ value: tier, words: tier }))}
          onChoose={(tier) => PLANE_EDITS.setTier(tier)}
        />
      )}
      {plane.kind === 'self-managed' && <OwnSettings plane={plane} />}
    </div>
  )
}

function listTiers(tier: string | undefined): readonly string[] {
  return tier === undefined || TIER_NAMES.includes(tier) ? TIER_NAMES : [tier, ...TIER_NAMES]
}

function OwnSettings({ plane }: { readonly plane: SelfManaged }) {
  const { etcd, apiEndpoint, members } = plane
  const types = [...new Set(members.map(({ instanceType }) => instanceType))]
  const [type] = types
  return (
    <>
      <Choose
        label="etcd"
        value={etcd.topology}
        options={ETCD_TOPOLOGIES.map((one) => ({ value: one, words: TOPOLOGY_WORDS[one] }))}
        onChoose={(topology) => PLANE_EDITS.setTopology(topology)}
      />
      <Choose
        label="API endpoint"
        value={apiEndpoint ?? 'unknown'}
        options={[
          ...API_ENDPOINTS.map((one) => ({ value: one, words: ENDPOINT_WORDS[one] })),
          { value: 'unknown' as const, words: 'not known' },
        ]}
        onChoose={(one) => PLANE_EDITS.setEndpoint(one === 'unknown' ? undefined : one)}
      />
      <TypeField
        key={types.join()}
        label={types.length > 1 ? 'Instance type, now mixed' : 'Instance type'}
        value={types.length > 1 ? '' : (type ?? '')}
        onCommit={(one) => PLANE_EDITS.setAllTypes(one)}
      />
      <label className="check-line cp-events">
        <input
          type="checkbox"
          checked={etcd.clusters.some(({ name }) => name === 'events')}
          onChange={(event) => PLANE_EDITS.setEvents(event.target.checked)}
        />
        <span>
          etcd events
          <small>events in an etcd cluster of their own</small>
        </span>
      </label>
    </>
  )
}

interface ChooseProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly words: string }[]
  readonly onChoose: (value: T) => void
}

function Choose<T extends string>({ label, value, options, onChoose }: ChooseProps<T>) {
  return (
    <label className="field">
      <span>{label}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => {
          const chosen = options.find((one) => one.value === event.target.value)
          if (chosen !== undefined) onChoose(chosen.value)
        }}
      >
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.words}
          </option>
        ))}
      </select>
    </label>
  )
}
