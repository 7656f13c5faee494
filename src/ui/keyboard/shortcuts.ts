import type { Screen } from '#store/route.ts'

/** The letter after `g` that goes to a screen. */
export const SCREEN_KEYS: Readonly<Record<string, Screen>> = {
  h: 'start',
  l: 'plans',
  n: 'new-plan',
  t: 'topology',
  f: 'findings',
  z: 'zone-loss',
  p: 'scheduling',
  c: 'control-plane',
  m: 'compare',
  d: 'import',
  u: 'source',
  i: 'incidents',
}

/** What `?` lists: every key that does something, where it does it. */
export const KEY_GROUPS: readonly {
  readonly name: string
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[]
}[] = [
  {
    name: 'Everywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'go to a screen or object, run a command' },
      { keys: ['g', 't'], does: 'Topology' },
      { keys: ['g', 'f'], does: 'Findings' },
      { keys: ['g', 'z'], does: 'Zone loss' },
      { keys: ['g', 'p'], does: 'Placement: Scheduling' },
      { keys: ['g', 'c'], does: 'Control plane' },
      { keys: ['g', 'm'], does: 'Compare' },
      { keys: ['g', 'd'], does: 'Import' },
      { keys: ['g', 'u'], does: 'Source' },
      { keys: ['g', 'i'], does: 'Incidents' },
      { keys: ['g', 'h'], does: 'Start page' },
      { keys: ['g', 'n'], does: 'New plan' },
      { keys: ['g', 'l'], does: 'Plans kept in this browser' },
      { keys: ['Ctrl', 'V'], does: 'import what is in the clipboard' },
      { keys: ['f'], does: 'show the fix' },
      { keys: ['Ctrl', 'Z'], does: 'undo' },
      { keys: ['Ctrl', 'Shift', 'Z'], does: 'redo' },
      { keys: ['?'], does: 'this list' },
      { keys: ['Esc'], does: 'close what is open; the focus goes back' },
    ],
  },
  {
    name: 'Topology',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'from cell to cell, then from card to card' },
      { keys: ['Enter'], does: 'open in the side panel' },
      { keys: ['x'], does: 'on a zone or node: lose it; Esc or undo brings it back' },
      { keys: ['0'], does: 'on a pod: its workload to zero and back' },
      { keys: ['Space'], does: 'play or pause the trace' },
      { keys: [','], does: 'step back' },
      { keys: ['.'], does: 'step on' },
      { keys: ['Home'], does: 'first step' },
      { keys: ['End'], does: 'last step' },
      { keys: ['+'], does: 'zoom in' },
      { keys: ['−'], does: 'zoom out' },
      { keys: ['='], does: 'zoom to fit' },
    ],
  },
  {
    name: 'Zone loss',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'from cell to cell' },
      { keys: ['Enter'], does: 'play the trace of the cell' },
    ],
  },
  {
    name: 'Scheduling',
    keys: [
      { keys: ['↑', '↓'], does: 'from row to row' },
      { keys: ['Home'], does: 'first row' },
      { keys: ['End'], does: 'last row' },
      { keys: ['Enter'], does: 'open a row of many nodes, or go to the node' },
      { keys: ['Esc'], does: 'show all nodes again' },
    ],
  },
  {
    name: 'Source',
    keys: [
      { keys: ['Ctrl', 'Space'], does: 'complete what is typed' },
      { keys: ['F8'], does: 'next problem' },
      { keys: ['Ctrl', 'F'], does: 'find in the text' },
    ],
  },
  {
    name: 'Forms',
    keys: [
      { keys: ['Enter'], does: 'apply; in the field of instance types, take the first found' },
      { keys: ['Ctrl', 'Enter'], does: 'apply pasted manifests' },
      { keys: ['Esc'], does: 'cancel; nothing is changed' },
    ],
  },
  {
    name: 'Lists',
    keys: [{ keys: ['↑', '↓'], does: 'from finding to finding, from incident to incident' }],
  },
]
