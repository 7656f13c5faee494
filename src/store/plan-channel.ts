/** What windows of this browser tell each other of the plans they keep. */
export interface PlanNews {
  readonly id: string
  /** Absent: the plan was taken out. */
  readonly revision?: number
}

const channel =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('neverpending-plans')

export function tellWindows(news: PlanNews): void {
  channel?.postMessage(news)
}

/** Calls back with what another window has done; a message is only ever sent by this page's own code. */
export function listenToWindows(onNews: (news: PlanNews) => void): void {
  channel?.addEventListener('message', (event: MessageEvent<PlanNews>) => onNews(event.data))
}
