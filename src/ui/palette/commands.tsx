import {
  Boxes,
  Box,
  Cloud,
  Copy,
  FolderOpen,
  FileDown,
  Keyboard,
  Link,
  Pencil,
  Play,
  Redo2,
  Server,
  SunMoon,
  Trash2,
  Undo2,
  Wifi,
  WifiOff,
  Wrench,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Incident } from '#incidents/incident.ts'
import { INCIDENTS } from '#incidents/library.ts'
import type { PlaneIncident } from '#incidents/plane-incident.ts'
import { PLANE_INCIDENTS } from '#incidents/plane-library.ts'
import { isOfflineKept, keepOffline } from '#store/offline.ts'
import { controlPlaneStore } from '#store/control-plane-store.ts'
import { openForm } from '#store/form-store.ts'
import type { Form } from '#store/form-store.ts'
import { openIncident, openPlaneIncident } from '#store/open-incident.ts'
import { saveStore } from '#store/autosave.ts'
import { duplicateKeptPlan, forgetPlan } from '#store/kept-plans.ts'
import { openRecent } from '#store/open-recent.ts'
import { planStore } from '#store/plan-store.ts'
import { listRiskItems } from '#store/risk-items.ts'
import type { RiskItem } from '#store/risk-items.ts'
import { getSession } from '#store/run-store.ts'
import { SCREENS } from '#store/route.ts'
import { showToast } from '#store/toast-store.ts'
import type { Selection } from '#store/route.ts'
import { navigate, setTheme, showOverlay } from '#store/view-store.ts'
import { ADDABLE } from '../edit/addable.ts'
import { ScreenIcon, SCREEN_NAMES } from '../frame/navigation.tsx'
import { redoHere, savePlanFile, undoHere } from '../frame/plan-commands.ts'
import { SCREEN_KEYS } from '../keyboard/shortcuts.ts'
import { DisturbanceMark, DiskMark } from '../parts/marks.tsx'
import { renderCount } from '../parts/render-count.ts'
import { SeverityIcon } from '../parts/severity-chip.tsx'
import { VerdictChip, VerdictIcon } from '../parts/verdict-chip.tsx'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { loseZone, scaleToZero } from '../zone-loss/lose.ts'

/** A line of the palette. */
export interface Command {
  readonly id: string
  readonly icon: () => ReactNode
  readonly text: string
  readonly detail?: string
  readonly keys?: readonly string[]
  readonly chip?: () => ReactNode
  readonly run: () => void
}

export interface CommandSection {
  readonly name: string
  readonly commands: readonly Command[]
}

/** Everything that the palette finds, as it is now: commands, the plan's objects, screens, findings. */
export function listCommands(): readonly CommandSection[] {
  return [
    { name: 'Run', commands: listRuns() },
    { name: 'Objects', commands: listObjects() },
    { name: 'Go to', commands: [...listScreens(), ...listFindings(), ...listKept()] },
  ]
}

function listRuns(): readonly Command[] {
  const { current, past, future } = planStore.getState()
  const undoLabel = past.at(-1)?.label
  const redoLabel = future[0]?.label
  const traced = getSession()
    .run.getState()
    .results.filter((one) => (one.report.trace?.length ?? 0) > 0)
  return [
    ...traced.slice(0, 20).map((one): Command => ({
      id: `play ${one.key}`,
      icon: () => <Play className="ic" aria-hidden="true" />,
      text: `Play the trace of ${one.report.subject.name}`,
      detail: renderCount(one.report.steps ?? 0, 'step'),
      run: () => navigate('topology', { player: { key: one.key, step: 0 } }),
    })),
    ...listPlacements(),
    ...listLosses(),
    {
      id: 'aws',
      icon: () => <Cloud className="ic" aria-hidden="true" />,
      text: 'Import from an AWS account',
      detail: 'by a script, or with temporary credentials',
      run: () => showOverlay('aws'),
    },
    ...(undoLabel === undefined
      ? []
      : [
          {
            id: 'undo',
            icon: () => <Undo2 className="ic" aria-hidden="true" />,
            text: 'Undo',
            detail: undoLabel,
            keys: ['Ctrl', 'Z'],
            run: undoHere,
          },
        ]),
    ...(redoLabel === undefined
      ? []
      : [
          {
            id: 'redo',
            icon: () => <Redo2 className="ic" aria-hidden="true" />,
            text: 'Redo',
            detail: redoLabel,
            keys: ['Ctrl', 'Shift', 'Z'],
            run: redoHere,
          },
        ]),
    ...(current === undefined
      ? []
      : [
          {
            id: 'share',
            icon: () => <Link className="ic" aria-hidden="true" />,
            text: 'Share this plan',
            detail: 'as a link that opens anywhere',
            run: () => showOverlay('share'),
          },
          {
            id: 'save',
            icon: () => <FileDown className="ic" aria-hidden="true" />,
            text: 'Save the plan as a file',
            detail: 'YAML, in its canonical form',
            run: () => void savePlanFile('yaml'),
          },
          {
            id: 'save json',
            icon: () => <FileDown className="ic" aria-hidden="true" />,
            text: 'Save the plan as a JSON file',
            detail: 'in its canonical form',
            run: () => void savePlanFile('json'),
          },
          {
            id: 'duplicate',
            icon: () => <Copy className="ic" aria-hidden="true" />,
            text: 'Duplicate the plan',
            detail: current.packed.shell.name,
            run: () => void duplicateKeptPlan(current.id),
          },
          {
            id: 'delete',
            icon: () => <Trash2 className="ic" aria-hidden="true" />,
            text: 'Delete the plan from this browser',
            detail: current.packed.shell.name,
            run: () => void forgetPlan(current.id),
          },
          ...listForms(),
        ]),
    ...INCIDENTS.flatMap((incident) => listTwins(incident, openIncident)),
    ...PLANE_INCIDENTS.flatMap((incident) => listTwins(incident, openPlaneIncident)),
    ...(['light', 'dark', 'system'] as const).map((theme): Command => ({
      id: `theme ${theme}`,
      icon: () => <SunMoon className="ic" aria-hidden="true" />,
      text: theme === 'system' ? 'Theme as the system' : `Theme ${theme}`,
      run: () => setTheme(theme),
    })),
    isOfflineKept()
      ? {
          id: 'offline',
          icon: () => <WifiOff className="ic" aria-hidden="true" />,
          text: 'Do not keep the page for offline',
          detail: 'its files leave this browser, plans stay',
          run: () => void switchOffline(false),
        }
      : {
          id: 'offline',
          icon: () => <Wifi className="ic" aria-hidden="true" />,
          text: 'Keep the page for offline',
          detail: 'it opens without a network',
          run: () => void switchOffline(true),
        },
    {
      id: 'keys',
      icon: () => <Keyboard className="ic" aria-hidden="true" />,
      text: 'Show all keys',
      keys: ['?'],
      run: () => showOverlay('keys'),
    },
  ]
}

async function switchOffline(isKept: boolean): Promise<void> {
  try {
    await keepOffline(isKept)
    showToast(isKept ? 'The page opens without a network now' : 'The page is no longer kept here')
  } catch (error) {
    showToast(`This browser refused: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function listForms(): readonly Command[] {
  const open = (text: string, form: Form): Command => ({
    id: `form ${text}`,
    icon: () => <Pencil className="ic" aria-hidden="true" />,
    text,
    run: () => openForm(form),
  })
  return [
    ...ADDABLE.map(({ command, form }) => open(command, form)),
    open('Edit what the plan holds', { kind: 'contents' }),
    open('Edit the cluster: name, version, region', { kind: 'cluster' }),
    open('Edit the control plane', { kind: 'control-plane' }),
  ]
}

/** An incident and its repaired twin. */
function listTwins<T extends Incident | PlaneIncident>(
  incident: T,
  open: (incident: T, options?: { isRepaired?: boolean }) => void,
): readonly Command[] {
  return [
    {
      id: `open ${incident.id}`,
      icon: () => <ScreenIcon screen="incidents" />,
      text: `Open incident ${incident.id}`,
      detail: incident.title,
      run: () => open(incident),
    },
    {
      id: `open ${incident.id} repaired`,
      icon: () => <Wrench className="ic" aria-hidden="true" />,
      text: `Open the repaired twin of ${incident.id}`,
      detail: incident.repaired.title,
      run: () => open(incident, { isRepaired: true }),
    },
  ]
}

/** Pods that can be asked about by name; those that wait come first. */
const MOST_PLACEMENTS = 2_000

function listPlacements(): readonly Command[] {
  const { picture } = getSession().run.getState()
  if (picture === undefined) return []
  const { names, namespaces, node } = picture.pods
  const isWaiting = (index: number) => node[index] === -1
  const rows = names.map((_name, index) => index)
  return [...rows.filter(isWaiting), ...rows.filter((index) => !isWaiting(index))]
    .slice(0, MOST_PLACEMENTS)
    .map((index): Command => {
      const key = `${namespaces[index] ?? ''}/${names[index] ?? ''}`
      return {
        id: `schedule ${key}`,
        icon: () => <ScreenIcon screen="scheduling" />,
        text: `Schedule ${names[index] ?? ''}`,
        detail: isWaiting(index) ? 'why it goes nowhere' : 'why it is where it is',
        run: () => navigate('scheduling', { selection: { kind: 'pod', key } }),
      }
    })
}

/** Disturbances: each bears the diamond. */
function listLosses(): readonly Command[] {
  const { picture } = getSession().run.getState()
  if (picture === undefined) return []
  const { tone, owners, names, namespaces } = picture.pods
  const zonal = new Map<string, string>()
  for (const [index, owner] of owners.entries()) {
    if (tone[index] !== 0) continue
    const workload = owner.slice(owner.indexOf(' ') + 1)
    if (!zonal.has(workload)) zonal.set(workload, `${namespaces[index]}/${names[index]}`)
  }
  return [
    ...picture.zones.map(({ name, nodeCount }): Command => ({
      id: `lose ${name}`,
      icon: () => <DisturbanceMark />,
      text: `Lose ${name}`,
      detail: `what the loss of ${renderCount(nodeCount, 'node')} does`,
      keys: ['x'],
      run: () => loseZone(name),
    })),
    ...[...zonal].slice(0, MOST_WORKLOADS).map(([workload, key]): Command => ({
      id: `zero ${key}`,
      icon: () => <DisturbanceMark />,
      text: `Scale ${workload} to zero and back`,
      detail: `what a night at zero does to ${key}`,
      keys: ['0'],
      run: () => scaleToZero(key),
    })),
  ]
}

const MOST_WORKLOADS = 40

function listScreens(): readonly Command[] {
  return SCREENS.map((screen) => {
    const letter = Object.entries(SCREEN_KEYS).find(([, each]) => each === screen)?.[0]
    return {
      id: `go ${screen}`,
      icon: () => <ScreenIcon screen={screen} />,
      text: SCREEN_NAMES[screen],
      ...(letter === undefined ? {} : { keys: ['g', letter] }),
      run: () => navigate(screen),
    }
  })
}

function listKept(): readonly Command[] {
  return saveStore.getState().recent.map((line) => ({
    id: `plan ${line.id}`,
    icon: () => <FolderOpen className="ic" aria-hidden="true" />,
    text: `Open ${line.name}`,
    detail: 'a plan kept in this browser',
    run: () => void openRecent(line.id),
  }))
}

function listFindings(): readonly Command[] {
  const { answer } = controlPlaneStore.getState()
  const risks = listRiskItems(answer?.kind === 'ok' ? answer.value : undefined)
  return [...listVerdicts(), ...risks.map(toCommand)]
}

function toCommand(item: RiskItem): Command {
  return {
    id: `finding ${item.key}`,
    icon: () => <SeverityIcon severity={item.severity} />,
    text: item.kind === 'finding' ? item.finding.headline : item.question.question,
    detail: item.kind === 'finding' ? item.finding.rule : 'control plane',
    run: () => navigate('findings', { open: item.key }),
  }
}

function listVerdicts(): readonly Command[] {
  return getSession()
    .run.getState()
    .results.filter((one) => one.report.verdict !== 'ok')
    .map((one) => ({
      id: `finding ${one.key}`,
      icon: () => <VerdictIcon report={one.report} />,
      text: one.headline,
      detail: one.report.subject.namespace,
      run: () => navigate('findings', { open: one.key }),
    }))
}

function listObjects(): readonly Command[] {
  const { picture, judged } = getSession().run.getState()
  if (picture === undefined) return []
  const open = (selection: Selection) => () => navigate('topology', { selection })
  const zones = picture.zones.map(({ name, nodeCount }): Command => ({
    id: `zone ${name}`,
    icon: () => <ZoneLetter zone={name} />,
    text: name,
    detail: `zone, ${renderCount(nodeCount, 'node')}`,
    run: open({ kind: 'zone', key: name }),
  }))
  const groups = picture.groups.map(({ name, nodeCount }): Command => ({
    id: `group ${name}`,
    icon: () => <Boxes className="ic" aria-hidden="true" />,
    text: name,
    detail: `node group, ${renderCount(nodeCount, 'node')}`,
    run: open({ kind: 'group', key: name }),
  }))
  const volumes = picture.volumes.map(({ name, namespace, zone }): Command => ({
    id: `volume ${namespace}/${name}`,
    icon: () => <DiskMark />,
    text: name,
    detail: `volume${zone === undefined ? '' : ` in ${zone}`}`,
    run: open({ kind: 'volume', key: `${namespace}/${name}` }),
  }))
  const nodes = picture.nodes.map(({ name, zone }): Command => ({
    id: `node ${name}`,
    icon: () => <Server className="ic" aria-hidden="true" />,
    text: name,
    detail: `node${zone === undefined ? '' : ` in ${zone}`}`,
    run: open({ kind: 'node', key: name }),
  }))
  const pods = picture.pods.names.map((name, index): Command => {
    const key = `${picture.pods.namespaces[index] ?? ''}/${name}`
    const report = judged.get(key)?.report
    return {
      id: `pod ${key}`,
      icon: () => <Box className="ic" aria-hidden="true" />,
      text: name,
      detail: `pod in ${picture.pods.namespaces[index] ?? ''}`,
      ...(report === undefined ? {} : { chip: () => <VerdictChip report={report} /> }),
      run: open({ kind: 'pod', key }),
    }
  })
  const isJudged = (one: Command) => one.chip !== undefined
  return [
    ...pods.filter(isJudged),
    ...zones,
    ...groups,
    ...volumes,
    ...nodes,
    ...pods.filter((one) => !isJudged(one)),
  ]
}
