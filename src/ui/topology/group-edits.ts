/** What can be changed of a group in place, by its name. Each is one step of undo. */
export interface GroupEdits {
  readonly setSize: (group: string, size: GroupSize) => void
  readonly setZones: (group: string, zones: readonly string[]) => void
  readonly setRebalance: (group: string, isOn: boolean) => void
}

export interface GroupSize {
  readonly min: number
  readonly desired: number
  readonly max: number
}
