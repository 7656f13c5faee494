import type { Pages } from './fetch-pages.ts'
import type { EksCallName } from './operations.ts'
import type { EksParameters } from './eks-parameters.ts'
import type { Answer } from './send-call.ts'

/**
 * What EKS says of its clusters and their managed groups: versions, labels and taints that EC2 does not know
 * (import specification, I11.2). A call that fails takes nothing from the others.
 */
export async function readEks(
  fetch: (call: EksCallName, input: EksParameters) => Promise<Pages>,
): Promise<void> {
  const clusters = await fetch('eks:ListClusters', {})
  for (const name of listNames(clusters.answers, 'clusters')) {
    await fetch('eks:DescribeCluster', { name })
    const groups = await fetch('eks:ListNodegroups', { clusterName: name })
    for (const nodegroupName of listNames(groups.answers, 'nodegroups')) {
      await fetch('eks:DescribeNodegroup', { clusterName: name, nodegroupName })
    }
  }
}

function listNames(answers: readonly Answer[], list: string): readonly string[] {
  return answers
    .flatMap((answer) => {
      const names = answer[list]
      return Array.isArray(names) ? names : []
    })
    .filter((name) => typeof name === 'string')
}
