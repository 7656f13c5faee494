import { spawn } from 'node:child_process'
import process from 'node:process'

/**
 * Opens an address in the person's browser, where there is a display; not where `BROWSER=none` or `CI` is set.
 *
 * @returns whether a program was started for it
 */
export function openBrowser(url: string): boolean {
  const { env, platform } = process
  if (env['BROWSER'] === 'none' || env['CI'] !== undefined) return false
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return false
  // `start` of Windows would read the address as commands; this program takes it as it is.
  const [command, ...before] =
    platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler']
      : [platform === 'darwin' ? 'open' : 'xdg-open']
  const opened = spawn(command ?? '', [...before, url], { stdio: 'ignore', detached: true })
  // No program to open it: the address is printed as well.
  opened.on('error', () => undefined)
  opened.unref()
  return true
}
