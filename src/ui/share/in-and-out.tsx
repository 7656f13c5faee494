import { Check, X } from 'lucide-react'
import type { MadeLink } from '#worker/make-link.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'

/** What the link holds, in words and counts (L7.5), and what no link ever holds (L7.1). */
export function InAndOut({ link }: { readonly link: MadeLink }) {
  return (
    <div className="inout">
      <section>
        <h2>In the link</h2>
        <ul>
          {listContents(link).map(({ bold, rest }) => (
            <li key={bold}>
              <Check className="ic in" aria-hidden="true" />
              <span>
                <b>{bold}</b> {rest}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Left out, always</h2>
        <ul>
          {NEVER.map((what) => (
            <li key={what}>
              <X className="ic out" aria-hidden="true" />
              <span>{what}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

const NEVER: readonly string[] = [
  'account, ids, ARNs, addresses, host names',
  'annotations, images’ registries, environment',
  'Secrets, ConfigMaps, keys: never read',
  'file names, where it was imported from',
  'you, your settings, your other plans',
]

interface Line {
  readonly bold: string
  readonly rest: string
}

function listContents({ contents, hasNeutralNames }: MadeLink): readonly Line[] {
  const { designs, clusters, zones, nodeGroups, autoscalers, workloads, claims, volumes } = contents
  const { nodes, pods, acceptedFindings } = contents
  return [
    {
      bold: `${renderCount(designs, 'design')},`,
      rest: `${renderCount(clusters, 'cluster')}, ${renderCount(zones, 'zone')}`,
    },
    {
      bold: `${renderCount(nodeGroups, 'node group')},`,
      rest: renderCount(autoscalers, 'autoscaler'),
    },
    {
      bold: `${renderCount(workloads, 'workload')},`,
      rest:
        volumes === 0
          ? renderCount(claims, 'claim')
          : `${renderCount(volumes, 'volume')} with ${volumes === 1 ? 'its zone' : 'their zones'}`,
    },
    ...(nodes + pods === 0
      ? []
      : [
          {
            bold: `${renderNumber(nodes)} observed ${nodes === 1 ? 'node' : 'nodes'},`,
            rest: renderCount(pods, 'pod'),
          },
        ]),
    ...(acceptedFindings === 0
      ? []
      : [{ bold: renderCount(acceptedFindings, 'accepted finding'), rest: 'with the reason' }]),
    hasNeutralNames
      ? {
          bold: 'Neutral names:',
          rest: 'zones, instance types, Kubernetes’ own label keys and all numbers stay readable',
        }
      : { bold: 'Names', rest: 'as you wrote them' },
  ]
}
