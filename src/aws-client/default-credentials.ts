import { EC2Client } from '@aws-sdk/client-ec2'
import { findPartition } from './endpoints.ts'
import type { Credentials } from './read-credentials.ts'

/** Keys of whoever runs the program, found as the SDK for Node finds them. Never part of the page. */
export interface DefaultCredentials {
  /** Absent: there are none to be found. */
  readonly find: () => Promise<Credentials | undefined>
  /** Looks afresh next time: a session that has ended may have been renewed outside. */
  readonly forget: () => void
  /** The Region of the person's settings, when it is one of the list (I13.6). */
  readonly findRegion: () => Promise<string | undefined>
}

/**
 * The default chain of the SDK for Node: variables, the profiles of `~/.aws`, Identity Center, programs of
 * one's own, containers and machines. The keys live in the SDK's closure and in the one call that is signed.
 */
export function findDefaultCredentials(profile: string | undefined): DefaultCredentials {
  const own = profile === undefined ? {} : { profile }
  let client: EC2Client | undefined
  return {
    find: async () => {
      // Keys do not depend on the Region; the chain asks for one all the same.
      client ??= new EC2Client({ region: 'us-east-1', ...own })
      try {
        const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials()
        return {
          keyId: accessKeyId,
          secret: secretAccessKey,
          ...(sessionToken === undefined ? {} : { token: sessionToken }),
        }
      } catch {
        client = undefined
        return undefined
      }
    },
    forget: () => {
      client = undefined
    },
    findRegion: async () => {
      try {
        const region = await new EC2Client(own).config.region()
        return findPartition(region) === undefined ? undefined : region
      } catch {
        return undefined
      }
    },
  }
}
