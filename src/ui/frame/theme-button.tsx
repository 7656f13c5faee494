import { Moon, Sun, SunMoon } from 'lucide-react'
import { setTheme, useView } from '#store/view-store.ts'
import type { Theme } from '#store/view-store.ts'

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

const NAMES: Readonly<Record<Theme, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
}

/** Goes from the system's theme to light, to dark, and back. */
export function ThemeButton() {
  const theme = useView((view) => view.theme)
  const label = `Theme ${NAMES[theme]}; change to ${NAMES[NEXT[theme]]}`
  return (
    <button
      className="btn icon quiet theme"
      aria-label={label}
      title={label}
      onClick={() => setTheme(NEXT[theme])}
    >
      {theme === 'system' && <SunMoon className="ic" aria-hidden="true" />}
      {theme === 'light' && <Sun className="ic" aria-hidden="true" />}
      {theme === 'dark' && <Moon className="ic" aria-hidden="true" />}
    </button>
  )
}
