import type { Form } from '#store/form-store.ts'

/** What can be edited from the board and its panel; absent where the plan is only looked at. */
export interface BoardEdits {
  readonly open: (form: Form) => void
  /** Volumes by the name of their claim, or their own where the namespace is empty. */
  readonly moveVolume: (
    volume: { readonly namespace: string; readonly name: string },
    zone: string,
  ) => void
  readonly moveMember: (member: string, zone: string) => void
  readonly moveEtcdMember: (
    member: { readonly etcd: string; readonly name: string },
    zone: string,
  ) => void
}
