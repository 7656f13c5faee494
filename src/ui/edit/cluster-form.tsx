import { useMemo, useState } from 'react'
import { findOffering } from '#aws/offering.ts'
import { findZoneRegion, listRegions } from '#aws/zone.ts'
import { checkPart } from '#plan/check-part.ts'
import { describeChange } from '#plan/describe-change.ts'
import { replaceCluster } from '#plan/edit.ts'
import type { Cluster } from '#plan/schema.ts'
import { closeForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { FormFrame } from './form-frame.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import type { ShownCluster } from './use-cluster.ts'

/** The cluster itself: its name, its version, and its region with what would no longer fit. */
export function ClusterForm({ shown }: { readonly shown: ShownCluster }) {
  const { plan, place, cluster } = shown
  const [name, setName] = useState(cluster.name)
  const [region, setRegion] = useState(cluster.region)
  const [version, setVersion] = useState(cluster.kubernetesVersion ?? '')
  const [provisioner, setProvisioner] = useState<Cluster['provisioner']>(cluster.provisioner)
  const changed = useMemo((): Cluster => {
    const { kubernetesVersion: _left, ...others } = cluster
    const kubernetesVersion = version.trim()
    return {
      ...others,
      name: name.trim(),
      region,
      provisioner,
      ...(kubernetesVersion === '' ? {} : { kubernetesVersion }),
    }
  }, [cluster, name, region, provisioner, version])
  const problems = useMemo(() => {
    const path = ['designs', place.design, 'clusters', place.cluster]
    const found = checkPart(plan, path, changed)
    if (version.trim() === '' || /^v?1\.\d{1,2}(?:[.\-+].*)?$/.test(version.trim())) return found
    const message = `"${version.trim()}" is not a version of Kubernetes such as 1.35`
    return [...found, { code: 'plan/version', path: 'kubernetesVersion', message }]
  }, [plan, place, changed, version])
  const misfits = region === cluster.region ? [] : listMisfits(cluster, region)
  return (
    <FormFrame
      label={`Cluster ${cluster.name}`}
      problems={problems}
      applyWords="Apply"
      onApply={() => {
        closeForm()
        const words = describeChange(cluster, changed, 'of the cluster')
        editPlan((now) => replaceCluster(now, place, changed), words)
      }}
      onCancel={closeForm}
    >
      <TextField name="name" label="Name" value={name} onChange={setName} />
      <div className="edit-pair">
        <TextField
          name="kubernetesVersion"
          label="Kubernetes"
          value={version}
          placeholder="not known"
          hint="such as 1.35"
          onChange={setVersion}
        />
        <SelectField<Cluster['provisioner']>
          name="provisioner"
          label="Made by"
          value={provisioner}
          choices={[
            { value: 'eks', label: 'EKS' },
            { value: 'kops', label: 'kOps' },
            { value: 'capa', label: 'Cluster API' },
            { value: 'kubeadm', label: 'kubeadm' },
            { value: 'unknown', label: 'not known' },
          ]}
          onChange={setProvisioner}
        />
      </div>
      <SelectField
        name="region"
        label="Region"
        value={region}
        choices={listRegions().map((one) => ({
          value: one.code,
          label: `${one.code}, ${one.name}`,
        }))}
        onChange={setRegion}
      />
      {misfits.length > 0 && (
        <div className="small misfits" role="status">
          <p>
            <b>What no longer fits {region}</b>, and stays until you change it:
          </p>
          <ul className="going">
            {misfits.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      )}
    </FormFrame>
  )
}

/** Zones of another region, and types that the region does not offer. */
function listMisfits({ zones, nodeGroups }: Cluster, region: string): readonly string[] {
  const foreign = zones.filter(({ name }) => findZoneRegion(name) !== region)
  const inForeign = nodeGroups.filter((group) =>
    (group.zones ?? []).some((zone) => foreign.some(({ name }) => name === zone)),
  )
  const types = [...new Set(nodeGroups.flatMap((group) => group.instanceTypes ?? []))].filter(
    (instanceType) =>
      ['a', 'b', 'c'].every(
        (letter) => findOffering({ region, zone: `${region}${letter}`, instanceType }) === false,
      ),
  )
  return [
    ...(foreign.length === 0
      ? []
      : [`zones of another region: ${foreign.map(({ name }) => name).join(', ')}`]),
    ...(inForeign.length === 0
      ? []
      : [`groups in those zones: ${inForeign.map(({ name }) => name).join(', ')}`]),
    ...(types.length === 0 ? [] : [`instance types it does not offer: ${types.join(', ')}`]),
  ]
}
