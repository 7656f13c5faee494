import { useSyncExternalStore } from 'react'

const print = matchMedia('print')

/** Whether the page is being put on paper: what paper can't scroll to or open is drawn in full then. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => print.matches)
}

function subscribe(onChange: () => void): () => void {
  print.addEventListener('change', onChange)
  return () => print.removeEventListener('change', onChange)
}
