import type { Flag, Rule } from '../rule.ts'

/** CPL-009: clients and kubelets reach the API at one address that dies with one machine or zone. */
export const cpl009SingleEndpoint: Rule = {
  id: 'CPL-009',
  title: 'API endpoint is a single point',
  why: 'With one address, clients and kubelets lose the API when its machine or zone goes, whatever etcd does.',
  sources: [
    'risks 2.4 CPL-009',
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/',
  ],
  check({ cluster, path }) {
    const { controlPlane } = cluster
    if (controlPlane.kind !== 'self-managed' || controlPlane.members.length === 0) return []
    const at = `${path}.controlPlane.apiEndpoint`
    const ask = (question: string): readonly Flag[] => [
      { kind: 'unknown', questions: [{ path: at, question }] },
    ]
    switch (controlPlane.apiEndpoint) {
      case 'load-balancer':
        return []
      case undefined:
        return ask('How do clients reach the API?')
      case 'dns':
        return ask('Do health checks take a member that is down out of the DNS records?')
      case 'single-address':
        return [
          {
            kind: 'flagged',
            severity: 'high',
            subjects: [at],
            witness: {
              formula: 'endpoint ∈ {fixed address, …}',
              apiEndpoint: 'single-address',
              members: controlPlane.members.length,
            },
            fixes: [
              {
                kind: 'edit',
                text: 'a load balancer over the zones of all members',
                controlPlane: { ...controlPlane, apiEndpoint: 'load-balancer' },
              },
            ],
          },
        ]
    }
  },
}
