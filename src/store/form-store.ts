import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Leaving } from '#kube/list-going.ts'
import type { Autoscaler } from '#plan/schema.ts'
import { navigate, viewStore } from './view-store.ts'

/** A form beside the board: to add a thing, or to change the one that is named. */
export type Form =
  | { readonly kind: 'contents' }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'zone' }
  | { readonly kind: 'subnets'; readonly zone: string }
  /** `like`: a copy of that group. */
  | { readonly kind: 'group'; readonly group?: string; readonly like?: string }
  | { readonly kind: 'control-plane' }
  | { readonly kind: 'member'; readonly member?: string }
  /** By its claim; by its own name where the namespace is empty. */
  | { readonly kind: 'volume'; readonly namespace?: string; readonly name?: string }
  | { readonly kind: 'workload'; readonly workload?: WorkloadName }
  | { readonly kind: 'storage-class'; readonly name?: string }
  | { readonly kind: 'autoscaler'; readonly autoscaler?: Autoscaler['kind'] }
  | { readonly kind: 'remove'; readonly leaving: Leaving }
  | { readonly kind: 'paste' }

export interface WorkloadName {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

interface OpenForm {
  readonly form: Form | undefined
  /** Changes with every form that is opened, also with the same one again. */
  readonly opening: number
}

const formStore = createStore<OpenForm>(() => ({ form: undefined, opening: 0 }))

/** What had the focus before the form; it goes back there. */
let opener: Element | null = null

export function useForm(): OpenForm {
  return useStore(formStore, (state) => state)
}

/** Forms stand beside the board, so they bring it. */
export function openForm(form: Form): void {
  if (formStore.getState().form === undefined) opener = document.activeElement
  const { screen, selection } = viewStore.getState()
  if (screen !== 'topology') {
    navigate('topology', selection === undefined ? {} : { selection })
  }
  formStore.setState(({ opening }) => ({ form, opening: opening + 1 }))
}

export function closeForm(): void {
  if (formStore.getState().form === undefined) return
  formStore.setState({ form: undefined })
  const to = opener
  opener = null
  // The panel that was under the form is drawn first.
  setTimeout(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const key =
      to instanceof HTMLElement && to.isConnected
        ? to
        : document.querySelector<HTMLElement>('[data-opens-forms]')
    key?.focus()
  })
}
