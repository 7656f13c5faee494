import { useEffect, useState } from 'react'
import type { KubeResource } from '#plan/edit.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { getSession } from '#store/run-store.ts'
import { useView } from '#store/view-store.ts'

/** Kubernetes objects of the cluster that is shown, of these kinds; undefined until the worker has read them. */
export function useObjects(kinds: readonly string[]): readonly KubeResource[] | undefined {
  const packed = useOpenPlan()?.packed
  const place = useView((view) => view.place)
  const names = kinds.join(' ')
  const [read, setRead] = useState<readonly KubeResource[]>()
  useEffect(() => {
    if (packed === undefined) return undefined
    const withdrawn = new AbortController()
    const question = { packed, place, kinds: names === '' ? [] : names.split(' ') }
    void getSession()
      .engine.ask('read-objects', question, { signal: withdrawn.signal })
      .then(setRead)
    return () => withdrawn.abort()
  }, [packed, place, names])
  // While an edit is read again the last answer stays.
  return read
}
