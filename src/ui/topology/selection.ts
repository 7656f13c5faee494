/** What is selected on the board. Keys: `namespace/name` of pods and volumes, names of the others. */
export interface Selection {
  readonly kind: 'pod' | 'node' | 'volume' | 'group' | 'zone'
  readonly key: string
}
