import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { setGroupSize, setGroupZones, setRebalance } from '#plan/edit.ts'
import { editPlan } from '#store/plan-store.ts'
import { SEARCH_ON_BOUND } from '#store/run-session.ts'
import { getSession, usePicture, useReplay, useRun } from '#store/run-store.ts'
import { select, showStep, usePlayer, useSelection, useView } from '#store/view-store.ts'
import type { Judged } from '#worker/protocol.ts'
import { BoardSkeleton } from './board/board-skeleton.tsx'
import type { GroupEdits } from './group-edits.ts'
import { TopologyBoard } from './topology-board.tsx'

/** The topology screen on the stores: `header` is the verdict of the plan, which never scrolls away. */
export function TopologyScreen({ header }: { readonly header: ReactNode }) {
  const picture = usePicture()
  const verdicts = useRun((run) => run.judged)
  const results = useRun((run) => run.results)
  const stale = useRun((run) => run.stale)
  const selection = useSelection()
  const position = usePlayer()
  const played = choosePlayed(verdicts, results, {
    asked: position?.key,
    selected: selection?.kind === 'pod' ? selection.key : undefined,
  })
  const replay = useReplay(played?.key)
  const edits = useEdits()
  if (picture === undefined) return <BoardSkeleton header={header} />
  return (
    <TopologyBoard
      picture={picture}
      verdicts={verdicts}
      results={results}
      stale={stale}
      selection={selection}
      position={position}
      played={played}
      replay={replay}
      edits={edits}
      header={header}
      onSelect={select}
      onShowStep={showStep}
      onSearchOn={(key) => getSession().judgePod(key, SEARCH_ON_BOUND)}
    />
  )
}

/** The trace in the player: the one asked for, else the selected pod's, else the worst there is. */
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
  return candidates.find(hasTrace) ?? results.find(hasTrace)
}

function useEdits(): GroupEdits {
  const place = useView((view) => view.place)
  return useMemo(
    () => ({
      setSize: (group, size) =>
        editPlan((plan) => setGroupSize(plan, { ...place, group }, size), `size of ${group}`),
      setZones: (group, zones) =>
        editPlan((plan) => setGroupZones(plan, { ...place, group }, zones), `zones of ${group}`),
      setRebalance: (group, isOn) =>
        editPlan(
          (plan) => setRebalance(plan, { ...place, group }, isOn),
          `AZRebalance of ${group} ${isOn ? 'on' : 'off'}`,
        ),
    }),
    [place],
  )
}
