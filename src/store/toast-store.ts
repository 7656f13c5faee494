import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A line that says what happened, and perhaps one key beside it. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: ToastAction
}

interface ToastAction {
  readonly label: string
  readonly run: () => void
}

const toastStore = createStore<{ readonly toast: Toast | undefined }>(() => ({ toast: undefined }))

const SHOWN_MS = 6000

export function useToast(): Toast | undefined {
  return useStore(toastStore, (state) => state.toast)
}

/** The last one counts; it goes by itself. */
export function showToast(text: string, action?: ToastAction): void {
  const id = (toastStore.getState().toast?.id ?? 0) + 1
  toastStore.setState({ toast: { id, text, ...(action === undefined ? {} : { action }) } })
  setTimeout(() => {
    if (toastStore.getState().toast?.id === id) closeToast()
  }, SHOWN_MS)
}

export function closeToast(): void {
  toastStore.setState({ toast: undefined })
}
