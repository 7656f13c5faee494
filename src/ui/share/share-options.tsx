import type { Plan } from '#plan/schema.ts'
import type { LeaveOut } from '#share/leave-out.ts'
import type { LinkSaving } from '#share/prepare-link.ts'
import type { Route } from '#store/route.ts'
import type { MadeLink } from '#worker/make-link.ts'
import { describeRoute } from '../open-link/describe-route.ts'
import { Check } from '../parts/check.tsx'
import { letterOf } from '../parts/letter-of.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import type { ShareChoice } from './use-link.ts'

interface ShareOptionsProps {
  readonly link: MadeLink
  readonly shell: Plan
  readonly route: Route
  /** As it is wished now; the link follows a moment later. */
  readonly choice: ShareChoice
  readonly onChange: (option: LeaveOut | 'neutral-names', isOn: boolean) => void
}

/** What can be left out or renamed, and how many characters each takes (L4.4). */
export function ShareOptions({ link, shell, route, choice, onChange }: ShareOptionsProps) {
  const words = describeOptions(link, shell, route)
  return (
    <div className="opts">
      <p className="micro dimmer opts-unit">characters of the link</p>
      {link.savings.map((saving) => {
        const { option } = saving
        const isOn =
          option === 'neutral-names'
            ? (choice.hasNeutralNames ?? link.hasNeutralNames)
            : choice.leftOut.includes(option)
        const { text, detail } = words[option]
        // The view is said as what it adds, the others as what they save.
        const isChecked = option === 'view' ? !isOn : isOn
        return (
          <Check
            key={option}
            isOn={isChecked}
            effect={renderEffect(saving)}
            {...(detail === undefined ? {} : { detail })}
            onChange={(checked) => onChange(option, option === 'view' ? !checked : checked)}
          >
            {text}
          </Check>
        )
      })}
    </div>
  )
}

interface Words {
  readonly text: string
  readonly detail?: string
}

function describeOptions(
  { contents, isNeutralByDefault, hasNeutralNames }: MadeLink,
  shell: Plan,
  route: Route,
): Readonly<Record<LinkSaving['option'], Words>> {
  const { design, cluster } = route.place
  const only = shell.designs[design]?.clusters[cluster]?.name ?? ''
  const stand = 'Stand-ins for yours, same verdicts'
  return {
    view: { text: `The view: ${describeRoute(route, true)}` },
    nodes: {
      text:
        contents.nodes === 0
          ? 'Leave out the observed nodes'
          : `Leave out the ${contents.nodes === 1 ? 'observed node' : renderCount(contents.nodes, 'observed node')}`,
      detail: 'The design stays; who opens it sees the pods that its workloads make',
    },
    'other-designs': { text: `Only design ${letterOf(design)}` },
    'other-clusters': { text: `Only cluster ${only}` },
    'neutral-names': {
      text: 'Neutral names',
      detail: isNeutralByDefault
        ? `${stand}; on by default after an import${hasNeutralNames ? '' : ', switched off here'}`
        : stand,
    },
  }
}

/** "+64" for what the view adds, "−212" for what an option saves. */
function renderEffect({ option, characters }: LinkSaving): string {
  if (option === 'view') return characters === 0 ? '±0' : renderSigned(characters)
  return characters === 0 ? '±0' : renderSigned(-characters)
}

function renderSigned(change: number): string {
  return `${change > 0 ? '+' : '−'}${renderNumber(Math.abs(change))}`
}
