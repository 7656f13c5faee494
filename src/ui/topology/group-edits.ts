/** What can be changed of a group in place. Each is one step of undo. */
export interface GroupEdits {
  readonly setSize: (groupIndex: number, size: GroupSize) => void
  readonly setZones: (groupIndex: number, zones: readonly string[]) => void
  readonly setRebalance: (groupIndex: number, isOn: boolean) => void
}

export interface GroupSize {
  readonly min: number
  readonly desired: number
  readonly max: number
}
