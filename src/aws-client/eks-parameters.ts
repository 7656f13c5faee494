/** What the calls of EKS take, as the SDK types it. */
export interface EksParameters {
  readonly maxResults?: number
  readonly nextToken?: string
  readonly name?: string
  readonly clusterName?: string
  readonly nodegroupName?: string
}
