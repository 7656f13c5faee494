import { EKS_OPERATIONS, OPERATIONS } from './operations.ts'

/** `sts:GetCallerIdentity` needs no grant. */
const ACTIONS = Object.keys(OPERATIONS).filter((call) => !call.startsWith('sts:'))

/**
 * The smallest policy that lets an inventory be read (import specification, I16.1): names and shapes, no
 * data inside machines. `Resource` must be `*`: these actions know no resources.
 */
export function renderLeastPolicy({ withEks = false } = {}): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ClusterPlanInventory',
        Effect: 'Allow',
        Action: withEks ? [...ACTIONS, ...Object.keys(EKS_OPERATIONS)] : ACTIONS,
        Resource: '*',
      },
    ],
  }
  return JSON.stringify(policy, undefined, 2)
}

/** Keys for one hour of a role that may more, cut down to the policy (I16.2). */
export function renderSessionCommand({ withEks = false } = {}): string {
  const policy: unknown = JSON.parse(renderLeastPolicy({ withEks }))
  return `aws sts assume-role --role-session-name plan --duration-seconds 3600 \\
  --role-arn arn:aws:iam::ACCOUNT:role/ROLE \\
  --policy '${JSON.stringify(policy)}'`
}

/** Commands that give temporary keys (I15.3). */
export const TEMPORARY_KEYS_COMMANDS: readonly string[] = [
  'aws configure export-credentials --profile NAME --format env',
  'aws sts get-session-token --duration-seconds 3600',
]
