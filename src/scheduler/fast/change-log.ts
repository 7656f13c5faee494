/** Nodes in the order in which they changed. Who keeps a result for each node asks what changed since it looked. */
export interface ChangeLog {
  /** Changes so far. */
  length: number
  /** The last of them; a place is used again once all nodes could have changed since. */
  readonly recent: Int32Array
}

/** The log of a cluster of so many nodes. */
export function createChangeLog(nodeCount: number): ChangeLog {
  return { length: 0, recent: new Int32Array(Math.max(1, nodeCount)) }
}

/** Notes that something about the node is not as it was. */
export function logChange(log: ChangeLog, node: number): void {
  log.recent[log.length % log.recent.length] = node
  log.length += 1
}

/** Hands on the nodes that changed since then, some of them more than once; all of them where that is less. */
export function visitChanges(log: ChangeLog, since: number, visit: (node: number) => void): void {
  const { length, recent } = log
  if (length - since >= recent.length) {
    for (let node = 0; node < recent.length; node += 1) visit(node)
    return
  }
  for (let at = since; at < length; at += 1) visit(recent[at % recent.length] ?? 0)
}
