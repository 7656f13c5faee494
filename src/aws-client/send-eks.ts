import {
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks'
import { OWN_CODES } from './call-failure.ts'
import type { EksParameters } from './eks-parameters.ts'
import type { EksCallName } from './operations.ts'
import { findEndpoint } from './endpoints.ts'
import type { BridgeFailure } from './bridge-protocol.ts'
import type { Credentials } from './read-credentials.ts'
import type { Answer } from './send-call.ts'

export type EksSent =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly failure: BridgeFailure }

/** Signs and sends one of the four calls of EKS, once; for programs only, EKS answers no web page. */
export async function sendEks(
  call: EksCallName,
  parameters: EksParameters,
  setup: {
    readonly region: string
    readonly credentials: Credentials
    readonly signal: AbortSignal
    /** I13.6: of this machine only. */
    readonly loopback?: string
  },
): Promise<EksSent> {
  const { region, credentials, signal, loopback } = setup
  const endpoint = loopback ?? findEndpoint('eks', region)
  if (endpoint === undefined) return fail('UnknownRegion', 0)
  const { keyId, secret, token } = credentials
  const client = new EKSClient({
    region,
    endpoint,
    maxAttempts: 1,
    credentials: {
      accessKeyId: keyId,
      secretAccessKey: secret,
      ...(token === undefined ? {} : { sessionToken: token }),
    },
  })
  try {
    const answer: object = await sendBy(client, call, parameters, signal)
    return { kind: 'answer', answer: { ...answer, $metadata: undefined } }
  } catch (error) {
    if (signal.aborted) throw error
    return readFailure(call, error)
  } finally {
    client.destroy()
  }
}

/** The command of each call, and nothing that could name another. */
function sendBy(
  client: EKSClient,
  call: EksCallName,
  parameters: EksParameters,
  abortSignal: AbortSignal,
): Promise<object> {
  const { name, clusterName, nodegroupName } = parameters
  switch (call) {
    case 'eks:ListClusters':
      return client.send(new ListClustersCommand(parameters), { abortSignal })
    case 'eks:DescribeCluster':
      return client.send(new DescribeClusterCommand({ name }), { abortSignal })
    case 'eks:ListNodegroups':
      return client.send(new ListNodegroupsCommand({ ...parameters, clusterName }), { abortSignal })
    case 'eks:DescribeNodegroup':
      return client.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }), {
        abortSignal,
      })
  }
}

/** The code and the action alone: AWS' text names accounts and roles (section 14). */
function readFailure(call: EksCallName, error: unknown): EksSent {
  if (!(error instanceof Error)) return fail(OWN_CODES.unreadable, 0)
  const status = readStatus(error)
  if (status === 0) return fail(OWN_CODES.noAnswer, 0)
  const code = /^[A-Za-z][A-Za-z0-9._-]{0,80}$/.test(error.name) ? error.name : OWN_CODES.unreadable
  const action = /perform: ([a-z0-9-]{1,40}:[A-Za-z]{1,80})/.exec(error.message)?.[1]
  const isDenied = code === 'AccessDeniedException' || code === 'AccessDenied'
  return fail(code, status, isDenied ? (action ?? call) : undefined)
}

function readStatus(error: Error): number {
  const metadata: unknown = Reflect.get(error, '$metadata')
  const status: unknown =
    typeof metadata === 'object' && metadata !== null
      ? Reflect.get(metadata, 'httpStatusCode')
      : undefined
  return typeof status === 'number' ? status : 0
}

function fail(code: string, status: number, deniedAction?: string): EksSent {
  const failure = { code, status, bytes: 0 }
  return {
    kind: 'failure',
    failure: deniedAction === undefined ? failure : { ...failure, deniedAction },
  }
}
