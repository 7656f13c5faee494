import { VERSIONS, clampVersion } from '#scheduler/version.ts'
import type { SchedulerVersion } from '#scheduler/version.ts'

interface VersionFieldProps {
  readonly version: SchedulerVersion
  readonly planVersion: string | undefined
  readonly onChoose: (version: SchedulerVersion) => void
}

/** The release whose scheduler it is: the plan's, or another that a person asks about. */
export function VersionField({ version, planVersion, onChoose }: VersionFieldProps) {
  const own = clampVersion(planVersion)
  return (
    <label className="ver">
      <span className="sr">Release of kube-scheduler</span>
      <select
        className="input"
        value={version}
        onChange={(event) => {
          const chosen = VERSIONS.find((one) => one === event.target.value)
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        {VERSIONS.map((one) => (
          <option key={one} value={one}>
            {`kube-scheduler ${one}${one === own ? sayOwn(planVersion) : ''}`}
          </option>
        ))}
      </select>
    </label>
  )
}

function sayOwn(planVersion: string | undefined): string {
  if (planVersion === undefined) return ', the newest'
  return sayClamped(planVersion) === undefined ? ', the plan’s' : ', the nearest'
}

/** What the page says where the plan's release is none of those covered; undefined where it is one. */
export function sayClamped(planVersion: string | undefined): string | undefined {
  const used = clampVersion(planVersion)
  if (planVersion === undefined) {
    return `The plan does not say its release of Kubernetes: the rules are those of ${used}.`
  }
  const minor = /^v?(1\.\d+)/.exec(planVersion)?.[1]
  if (minor === used) return undefined
  const end = used === VERSIONS[0] ? 'oldest' : 'newest'
  return `The plan runs Kubernetes ${planVersion}: the rules are those of ${used}, the ${end} release covered here.`
}
