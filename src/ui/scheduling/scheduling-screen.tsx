import './scheduling.css'
import { useEffect, useMemo, useState } from 'react'
import { clampVersion } from '#scheduler/version.ts'
import type { SchedulerVersion } from '#scheduler/version.ts'
import { askAgain, askPlacement, stopAsking, usePlacement } from '#store/placement-store.ts'
import { usePicture, useRun } from '#store/run-store.ts'
import { changeView, useSelection, useView } from '#store/view-store.ts'
import { listPods } from './list-pods.ts'
import type { PickablePod } from './list-pods.ts'
import { PlacementPane } from './placement-pane.tsx'
import { PodPicker } from './pod-picker.tsx'
import { Skeleton } from './scheduling-skeleton.tsx'
import { VersionField } from './version-field.tsx'

/** One pod: where it goes or that it goes nowhere, who refused, who gave how many points, and what would change that. */
export function SchedulingScreen() {
  const picture = usePicture()
  const isFailed = useRun((run) => run.status === 'failed' && run.picture === undefined)
  const selection = useSelection()
  const pods = useMemo(() => (picture === undefined ? [] : listPods(picture)), [picture])
  const wanted = selection?.kind === 'pod' ? selection.key : undefined
  const worst = useRun((run) => run.results[0]?.key)
  const picked = pods.find(({ key }) => key === wanted) ?? chooseFirst(pods, wanted, worst)
  const [compat, setCompat] = useState<SchedulerVersion>()
  const version = compat ?? clampVersion(picture?.kubernetesVersion)
  if (picture === undefined) return isFailed ? <NotRead /> : <Waiting />
  if (pods.length === 0) return <NoPods />
  return (
    <div className="sw">
      <div className="page sch">
        <Placed
          pods={pods}
          picked={picked}
          wanted={wanted}
          version={version}
          planVersion={picture.kubernetesVersion}
          onVersion={setCompat}
        />
      </div>
    </div>
  )
}

/** Unasked: a pod that waits, else the one with the worst verdict. */
function chooseFirst(
  pods: readonly PickablePod[],
  wanted: string | undefined,
  worst: string | undefined,
): PickablePod | undefined {
  if (wanted !== undefined) return undefined
  const [first] = pods
  if (first?.node === undefined) return first
  return pods.find(({ key }) => key === worst) ?? first
}

interface PlacedProps {
  readonly pods: readonly PickablePod[]
  readonly picked: PickablePod | undefined
  readonly wanted: string | undefined
  readonly version: SchedulerVersion
  readonly planVersion: string | undefined
  readonly onVersion: (version: SchedulerVersion) => void
}

function Placed({ pods, picked, wanted, version, planVersion, onVersion }: PlacedProps) {
  const packed = useRun((run) => run.packed)
  const place = useView((view) => view.place)
  const [start, setStart] = useState<{ readonly key: string; readonly index: number }>()
  const key = picked?.key
  const startIndex = start?.key === key ? (start?.index ?? 0) : 0
  useEffect(() => {
    if (packed === undefined || key === undefined) return undefined
    askPlacement({ packed, place, key, version, startIndex })
    return stopAsking
  }, [packed, place, key, version, startIndex])
  const picker = (
    <div className="row push wrap acts">
      <PodPicker
        pods={pods}
        picked={picked}
        onPick={(one) => changeView({ selection: { kind: 'pod', key: one }, open: undefined })}
      />
      <VersionField version={version} planVersion={planVersion} onChoose={onVersion} />
    </div>
  )
  return (
    <PlacementPane
      picked={picked}
      wanted={wanted}
      picker={picker}
      startIndex={startIndex}
      onStart={(index) => key !== undefined && setStart({ key, index })}
    />
  )
}

function Waiting() {
  return (
    <div className="page sch" aria-busy="true">
      <h1>Where the scheduler puts a pod</h1>
      <p className="dim">The plan is being read; its pods come first.</p>
      <Skeleton />
    </div>
  )
}

function NotRead() {
  const message = usePlacement((run) => run.message) ?? ''
  return (
    <div className="page">
      <div className="empty">
        <h1>The plan was not read</h1>
        <p>So its pods cannot be placed. {message}</p>
        <button className="btn" onClick={askAgain}>
          Try again
        </button>
      </div>
    </div>
  )
}

function NoPods() {
  return (
    <div className="page">
      <div className="empty">
        <h1>No pod to place</h1>
        <p>
          The plan has no pod and no workload that wants one. Import Pods, or draw a workload on the
          board.
        </p>
        <div className="row">
          <a className="btn" href="#/import">
            Import
          </a>
          <a className="btn" href="#/topology">
            To the board
          </a>
        </div>
      </div>
    </div>
  )
}
