import { useState } from 'react'
import { listRegionZones, listRegions } from '#aws/zone.ts'
import { listZoneIds } from '#aws/offering.ts'
import { chooseProvisioner, chooseRegion, chooseZones } from '#shapes/change-choices.ts'
import { PROVISIONERS } from '#shapes/plan-choices.ts'
import type { PlanChoices, Provisioner } from '#shapes/plan-choices.ts'
import { changeDraft, useDraft } from '#store/draft-store.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'

const VERSIONS = ['1.37', '1.36', '1.35', '1.34']

const PROVISIONER_NAMES: Readonly<Record<Provisioner, string>> = {
  eks: 'EKS',
  kops: 'kOps',
  kubeadm: 'kubeadm',
}

const REGIONS = listRegions().filter(({ zones }) => zones.length > 0)

export function WhereSection({ choices }: { readonly choices: PlanChoices }) {
  const { name, region, kubernetesVersion, provisioner } = choices
  return (
    <section className="fs" aria-label="Where">
      <h2>
        Where<small>prices and zones from the bundled facts</small>
      </h2>
      <div className="g4">
        <TextField
          label="Name"
          path="name"
          value={name}
          onType={(text) => changeDraft((now) => ({ ...now, name: text }), 'typing the name')}
        />
        <SelectField
          label="Region"
          value={region}
          options={REGIONS.map((one) => ({ value: one.code, label: `${one.code}, ${one.name}` }))}
          onChoose={(code) => changeDraft((now) => chooseRegion(now, code), `region ${code}`)}
        />
        <SelectField
          label="Kubernetes"
          value={kubernetesVersion}
          options={VERSIONS.map((version) => ({ value: version, label: version }))}
          onChoose={(version) =>
            changeDraft((now) => ({ ...now, kubernetesVersion: version }), `Kubernetes ${version}`)
          }
        />
        <SelectField
          label="Provisioner"
          value={provisioner}
          options={PROVISIONERS.map((one) => ({ value: one, label: PROVISIONER_NAMES[one] }))}
          onChoose={(value) => {
            const chosen = PROVISIONERS.find((one) => one === value)
            if (chosen !== undefined) {
              changeDraft((now) => chooseProvisioner(now, chosen), PROVISIONER_NAMES[chosen])
            }
          }}
        />
      </div>
      <Zones choices={choices} />
    </section>
  )
}

function Zones({ choices }: { readonly choices: PlanChoices }) {
  const { region, zones } = choices
  const known = listRegionZones(region) ?? []
  const toggle = (zone: string, isOn: boolean) => {
    const next = known
      .map((one) => one.name)
      .filter((name) => (name === zone ? isOn : zones.includes(name)))
    changeDraft((now) => chooseZones(now, next), `${isOn ? 'zone' : 'without'} ${zone}`)
  }
  return (
    <fieldset className="choices">
      <legend>Zones</legend>
      <div className="chipset">
        {known.map(({ name }) => {
          const isOn = zones.includes(name)
          const isOnly = isOn && zones.length === 1
          return (
            <label
              key={name}
              className={isOn ? 'on' : ''}
              title={isOnly ? 'A cluster needs a zone' : undefined}
            >
              <input
                type="checkbox"
                checked={isOn}
                disabled={isOnly}
                onChange={(event) => toggle(name, event.target.checked)}
              />
              <ZoneLetter zone={name} />
              {name}
            </label>
          )
        })}
      </div>
      <ZoneIds choices={choices} />
    </fieldset>
  )
}

/** Where a letter is another zone to each account, what it offers is known by the id behind it. */
function ZoneIds({ choices }: { readonly choices: PlanChoices }) {
  const { region, zones, zoneIds = {} } = choices
  const [isOpen, setOpen] = useState(false)
  const isAsked = useDraft(
    ({ drawn }) =>
      drawn?.judged.some(({ report }) => report.unknown?.path?.endsWith('.offeredZones')) === true,
  )
  const known = zones.filter((zone) => zoneIds[zone] !== undefined).length
  if (REGIONS.find(({ code }) => code === region)?.lettersVary !== true) return null
  const ids = listZoneIds(region)
  if (ids.length === 0) return null
  const choose = (zone: string, id: string) =>
    changeDraft((now) => {
      const { [zone]: _old, ...others } = now.zoneIds ?? {}
      return { ...now, zoneIds: id === '' ? others : { ...others, [zone]: id } }
    }, `zone id of ${zone}`)
  return (
    <details className="ids" open={isAsked || isOpen}>
      <summary
        onClick={(event) => {
          event.preventDefault()
          setOpen(!isOpen)
        }}
      >
        Zone ids: {known === 0 ? 'not known' : `${known} of ${zones.length} known`}
        {isAsked && ', and the verdict turns on them'}
      </summary>
      <div className="stack">
        <p className="small dim">
          In {region} a letter is another zone to each account. Which types a zone offers is known
          by its id: <span className="mono">aws ec2 describe-availability-zones</span>
        </p>
        <div className="g3">
          {zones.map((zone) => (
            <SelectField
              key={zone}
              label={`Id of ${zone}`}
              value={zoneIds[zone] ?? ''}
              options={[
                { value: '', label: 'not known' },
                ...ids.map((id) => ({ value: id, label: id })),
              ]}
              onChoose={(id) => choose(zone, id)}
            />
          ))}
        </div>
      </div>
    </details>
  )
}
