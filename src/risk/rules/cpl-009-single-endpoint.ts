import { askMembers } from '#availability/control-plane-layout.ts'
import type { Question } from '#availability/control-plane-layout.ts'
import { API_ENDPOINTS } from '#plan/edit-control-plane.ts'
import { readSelfManaged } from '../open-questions.ts'
import type { Flag, Rule } from '../rule.ts'

/** CPL-009: clients and kubelets reach the API at one address that dies with one machine or zone. */
export const cpl009SingleEndpoint: Rule = {
  id: 'CPL-009',
  title: 'API endpoint is a single point',
  why: 'With one address, clients and kubelets lose the API when its machine or zone goes, whatever etcd does.',
  sources: [
    'risks 2.4 CPL-009',
    'kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/',
  ],
  check(context) {
    const plane = readSelfManaged(context)
    if (!('members' in plane)) return plane
    const { cluster, path, assumptions = {} } = context
    const at = `${path}.controlPlane.apiEndpoint`
    const zones = cluster.zones.map(({ name }) => name)
    if (plane.members.length === 0) {
      const questions = askMembers(plane, `${path}.controlPlane`, zones)
      return [{ kind: 'unknown', questions }]
    }
    const flag = (formula: string, headline: string): Flag => ({
      kind: 'flagged',
      severity: 'high',
      headline,
      subjects: [at],
      witness: { formula, apiEndpoint: plane.apiEndpoint ?? '', members: plane.members.length },
      fixes: [
        {
          kind: 'edit',
          text: 'a load balancer over the zones of all members',
          controlPlane: { ...plane, apiEndpoint: 'load-balancer' },
        },
      ],
    })
    switch (plane.apiEndpoint) {
      case 'load-balancer':
        return []
      case 'single-address':
        return [flag('endpoint ∈ {fixed address, …}', 'Clients reach the API at a single address')]
      case 'dns':
        switch (String(assumptions['dnsHealthChecks'] ?? '')) {
          case 'true':
            return []
          case 'false':
            return plane.members.length > 1
              ? [
                  flag(
                    'endpoint ∈ {DNS without health, …}',
                    'DNS sends clients to a member that is down',
                  ),
                ]
              : []
          default:
            return [{ kind: 'unknown', questions: [askHealth(path)] }]
        }
      case undefined: {
        const answers = API_ENDPOINTS.map((value) => ({ label: ENDPOINT_WORDS[value], value }))
        const question = 'How do clients reach the API?'
        return [{ kind: 'unknown', questions: [{ path: at, question, answers }] }]
      }
    }
  },
}

const ENDPOINT_WORDS = {
  'load-balancer': 'by a load balancer',
  dns: 'by DNS records',
  'single-address': 'at a single address',
} as const

/** The plan has no field for it: it is an assumption of the design. */
function askHealth(path: string): Question {
  return {
    path: `${path.replace(/\.?clusters\[\d+\]$/, '')}.assumptions.dnsHealthChecks`,
    question: 'Do health checks take a member that is down out of the DNS records?',
    answers: [
      { label: 'yes', value: true },
      { label: 'no', value: false },
    ],
  }
}
