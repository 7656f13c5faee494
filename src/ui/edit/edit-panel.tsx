import './edit.css'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { closeForm } from '#store/form-store.ts'
import type { Form } from '#store/form-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { AutoscalerForm } from './autoscaler-form.tsx'
import { AUTOSCALER_NAMES } from './autoscaler-names.ts'
import { ClusterForm } from './cluster-form.tsx'
import { ContentsForm } from './contents-form.tsx'
import { ControlPlaneForm } from './control-plane-form.tsx'
import { EditGroup } from './edit-group.tsx'
import { EditStorageClass } from './edit-storage-class.tsx'
import { EditVolume } from './edit-volume.tsx'
import { EditWorkload } from './edit-workload.tsx'
import { MemberForm } from './member-form.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { RemoveForm } from './remove-form.tsx'
import { SubnetsForm } from './subnets-form.tsx'
import { useCluster } from './use-cluster.ts'
import type { ShownCluster } from './use-cluster.ts'
import { ZoneForm } from './zone-form.tsx'

/** The form that is open, in the place of the side panel: the picture stays in sight. */
export function EditPanel({ form }: { readonly form: Exclude<Form, { readonly kind: 'paste' }> }) {
  const shown = useCluster()
  const planId = useOpenPlan()?.id
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const firstId = useRef(planId)
  useEffect(() => {
    // Another plan was opened: the form was of the last one.
    if (firstId.current !== planId) closeForm()
  }, [planId])
  useEffect(() => {
    if (matchMedia('(max-width: 720px)').matches) {
      panel.current?.scrollIntoView()
      heading.current?.focus({ preventScroll: true })
    } else if (panel.current?.contains(document.activeElement) !== true) heading.current?.focus()
  }, [form])
  if (shown === undefined) return null
  const [kick, title] = renderTitle(form)
  return (
    <aside
      ref={panel}
      className="side editing"
      aria-label="Edit"
      tabIndex={-1}
      onKeyDown={(event) => {
        // The heading has the focus where a form begins with no field; forms have the key for themselves.
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        closeForm()
      }}
    >
      <section className="who-is">
        <div className="row first">
          <span className="kick">{kick}</span>
          <button className="btn icon quiet push close" aria-label="Close" onClick={closeForm}>
            <X className="ic s" aria-hidden="true" />
          </button>
        </div>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
      </section>
      <FormOf form={form} shown={shown} />
    </aside>
  )
}

interface FormOfProps {
  readonly form: Exclude<Form, { readonly kind: 'paste' }>
  readonly shown: ShownCluster
}

function FormOf({ form, shown }: FormOfProps) {
  switch (form.kind) {
    case 'contents':
      return <ContentsForm shown={shown} />
    case 'cluster':
      return <ClusterForm shown={shown} />
    case 'zone':
      return <ZoneForm shown={shown} />
    case 'subnets':
      return <SubnetsForm shown={shown} zone={form.zone} />
    case 'group':
      return <EditGroup shown={shown} group={form.group} like={form.like} />
    case 'control-plane':
      return <ControlPlaneForm shown={shown} />
    case 'member':
      return <MemberForm shown={shown} member={form.member} />
    case 'autoscaler':
      return <AutoscalerForm shown={shown} autoscaler={form.autoscaler} />
    case 'workload':
      return <EditWorkload shown={shown} workload={form.workload} />
    case 'volume':
      return (
        <EditVolume
          shown={shown}
          volume={
            form.name === undefined
              ? undefined
              : { namespace: form.namespace ?? '', name: form.name }
          }
        />
      )
    case 'storage-class':
      return <EditStorageClass shown={shown} name={form.name} />
    case 'remove':
      return <RemoveForm shown={shown} leaving={form.leaving} />
  }
}

function renderTitle(form: FormOfProps['form']): readonly [kick: string, title: string] {
  switch (form.kind) {
    case 'contents':
      return ['Edit', 'What the plan holds']
    case 'cluster':
      return ['Edit', 'Cluster']
    case 'zone':
      return ['Add', 'New zone']
    case 'subnets':
      return ['Edit zone', form.zone]
    case 'group':
      return form.group === undefined ? ['Add', 'New node group'] : ['Edit node group', form.group]
    case 'control-plane':
      return ['Edit', 'Control plane']
    case 'member':
      return form.member === undefined ? ['Add', 'New master'] : ['Edit master', form.member]
    case 'volume':
      return form.name === undefined ? ['Add', 'New volume'] : ['Edit volume', form.name]
    case 'workload':
      return form.workload === undefined
        ? ['Add', 'New workload']
        : [`Edit ${form.workload.kind}`, form.workload.name]
    case 'storage-class':
      return form.name === undefined
        ? ['Add', 'New storage class']
        : ['Edit storage class', form.name]
    case 'autoscaler':
      return form.autoscaler === undefined
        ? ['Add', 'New autoscaler']
        : ['Edit autoscaler', AUTOSCALER_NAMES[form.autoscaler]]
    case 'remove':
      return [
        'Remove',
        form.leaving.kind === 'workload' ? form.leaving.id.name : nameLeaving(form.leaving),
      ]
  }
}

function nameLeaving(
  leaving: Exclude<
    Extract<Form, { readonly kind: 'remove' }>['leaving'],
    { readonly kind: 'workload' }
  >,
): string {
  switch (leaving.kind) {
    case 'zone':
      return leaving.zone
    case 'group':
      return leaving.group
    case 'volume':
      return leaving.name
  }
}

/** What the lazy chunk of forms shows: a panel, or a dialog over everything. */
export function OpenForm({ form }: { readonly form: Form }) {
  return form.kind === 'paste' ? <PasteDialog /> : <EditPanel form={form} />
}
