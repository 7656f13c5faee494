import type { ReactNode } from 'react'
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { moveEtcdMember, moveMember } from '#plan/edit-control-plane.ts'
import { setGroupSize, setGroupZones, setRebalance } from '#plan/edit.ts'
import { editGroup } from '#store/edit-group.ts'
import { openForm, useForm } from '#store/form-store.ts'
import { moveVolume } from '#store/move-volume.ts'
import { useLossPlay } from '#store/loss-store.ts'
import type { PlayedLoss } from '#store/loss-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { SEARCH_ON_BOUND } from '#store/run-session.ts'
import { getSession, usePicture, useReplay, useRun } from '#store/run-store.ts'
import { select, showStep, usePlayer, useSelection, useView } from '#store/view-store.ts'
import { showToast } from '#store/toast-store.ts'
import type { Judged, Replay } from '#worker/protocol.ts'
import { BoardSkeleton } from './board/board-skeleton.tsx'
import type { BoardEdits } from './board-edits.ts'
import type { GroupEdits } from './group-edits.ts'
import type { Playable } from './player/playable.ts'
import { TopologyBoard } from './topology-board.tsx'

/** The forms, with the facts they choose from, come when the first is opened. */
const OpenForm = lazy(async () => ({
  default: (await import('../edit/edit-panel.tsx')).OpenForm,
}))

/** The topology screen on the stores: `header` is the verdict of the plan, which never scrolls away. */
export function TopologyScreen({ header }: { readonly header: ReactNode }) {
  const picture = usePicture()
  // On a large plan verdicts come faster than they can be drawn: keys and scrolling go first.
  const verdicts = useDeferredValue(useRun((run) => run.judged))
  const results = useDeferredValue(useRun((run) => run.results))
  const stale = useDeferredValue(useRun((run) => run.stale))
  const selection = useSelection()
  const position = usePlayer()
  const played = choosePlayed(verdicts, results, {
    asked: position?.key,
    selected: selection?.kind === 'pod' ? selection.key : undefined,
  })
  const loss = useLossPlay(position)
  const own = usePlayable(played, useReplay(played?.key))
  const playable = position?.event === undefined ? own : toPlayable(loss)
  useEffect(() => {
    if (loss !== 'none') return
    showStep(undefined)
    showToast('Nothing can be shown of that: no pod is judged there')
  }, [loss])
  const edits = useEdits()
  const boardEdits = useBoardEdits()
  const { form, opening } = useForm()
  const isDialog = form?.kind === 'paste'
  if (picture === undefined) return <BoardSkeleton header={header} />
  return (
    <>
      <TopologyBoard
        picture={picture}
        verdicts={verdicts}
        results={results}
        stale={stale}
        selection={selection}
        position={position}
        playable={playable}
        edits={edits}
        boardEdits={boardEdits}
        {...(form === undefined || isDialog
          ? {}
          : {
              form: (
                <Suspense fallback={<aside className="side" />}>
                  <OpenForm key={opening} form={form} />
                </Suspense>
              ),
            })}
        header={header}
        onSelect={select}
        onShowStep={showStep}
        onSearchOn={(key) => getSession().judgePod(key, SEARCH_ON_BOUND)}
      />
      {isDialog && (
        <Suspense fallback={null}>
          <OpenForm key={opening} form={form} />
        </Suspense>
      )}
    </>
  )
}

function toPlayable(loss: PlayedLoss | 'none' | undefined): Playable | undefined {
  if (loss === undefined || loss === 'none') return undefined
  const { judged, frames, end } = loss
  return { judged, frames, end, isStale: false }
}

/**
 * The trace in the player: the one asked for, else the selected pod's, else that of the verdict above
 * the board.
 */
function choosePlayed(
  verdicts: ReadonlyMap<string, Judged>,
  results: readonly Judged[],
  {
    asked,
    selected,
  }: { readonly asked: string | undefined; readonly selected: string | undefined },
): Judged | undefined {
  const hasTrace = (judged: Judged | undefined): judged is Judged =>
    (judged?.report.trace?.length ?? 0) > 0
  const candidates = [asked, selected].map((key) =>
    key === undefined ? undefined : verdicts.get(key),
  )
  return candidates.find(hasTrace) ?? results.slice(0, 1).find(hasTrace)
}

/**
 * What the player holds. After an edit the old trace stays, marked stale, until the new one is there, so
 * that nothing on the page moves.
 */
function usePlayable(played: Judged | undefined, replay: Replay | undefined): Playable | undefined {
  const last = useRef<Playable>(undefined)
  const fresh =
    played === undefined || replay === undefined
      ? undefined
      : { judged: played, frames: replay.frames, end: replay.end, isStale: false }
  useEffect(() => {
    if (fresh !== undefined || played === undefined) last.current = fresh
  })
  if (fresh !== undefined || played === undefined) return fresh
  return last.current?.judged.key === played.key ? { ...last.current, isStale: true } : undefined
}

function useEdits(): GroupEdits {
  const place = useView((view) => view.place)
  return useMemo(
    () => ({
      setSize: (group, size) =>
        editGroup({ ...place, group }, (plan) => setGroupSize(plan, { ...place, group }, size)),
      setZones: (group, zones) =>
        editGroup({ ...place, group }, (plan) => setGroupZones(plan, { ...place, group }, zones)),
      setRebalance: (group, isOn) =>
        editPlan(
          (plan) => setRebalance(plan, { ...place, group }, isOn),
          `AZRebalance of ${group} ${isOn ? 'on' : 'off'}`,
        ),
    }),
    [place],
  )
}

function useBoardEdits(): BoardEdits {
  const place = useView((view) => view.place)
  return useMemo(
    () => ({
      open: openForm,
      moveVolume: (volume, zone) => void moveVolume(volume, zone),
      moveMember: (member, zone) =>
        editPlan(
          (plan) => moveMember(plan, { ...place, member }, zone),
          `master ${member} to ${zone}`,
        ),
      moveEtcdMember: ({ etcd, name }, zone) => {
        if (etcd !== 'main' && etcd !== 'events') return
        editPlan(
          (plan) => moveEtcdMember(plan, { ...place, etcd, member: name }, zone),
          `etcd ${name} of ${etcd} to ${zone}`,
        )
      },
    }),
    [place],
  )
}
