/** Releases whose behaviour is known; others are clamped to the nearest. */
export type SchedulerVersion = '1.34' | '1.35' | '1.36' | '1.37'

/** Oldest first. */
export const VERSIONS: readonly SchedulerVersion[] = ['1.34', '1.35', '1.36', '1.37']

/** True from that release on. */
export function isSince(version: SchedulerVersion, first: SchedulerVersion): boolean {
  return VERSIONS.indexOf(version) >= VERSIONS.indexOf(first)
}

/** True where the text names a release, known or not: `1.36`, `v1.30.4`. */
export function isRelease(text: string): boolean {
  return /^v?1\.\d+(?![\d])/.test(text)
}

/** The release whose rules apply to a cluster; a version that is not known is taken for the newest. */
export function clampVersion(kubernetesVersion: string | undefined): SchedulerVersion {
  const minor = /^v?1\.(\d+)/.exec(kubernetesVersion ?? '')?.[1]
  if (minor === undefined) return '1.37'
  const clamped = `1.${Math.min(37, Math.max(34, Number(minor)))}`
  return VERSIONS.find((version) => version === clamped) ?? '1.37'
}
