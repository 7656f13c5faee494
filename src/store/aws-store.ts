import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { checkCredentials } from '#aws-client/check-credentials.ts'
import type { CredentialProblem } from '#aws-client/check-credentials.ts'
import {
  findPartition,
  mayAskForCredentials,
  parseLoopbackEndpoint,
} from '#aws-client/endpoints.ts'
import type { Refusal } from '#aws-client/explain-failure.ts'
import { readCredentials } from '#aws-client/read-credentials.ts'
import type { CredentialForm, PastedKeys } from '#aws-client/read-credentials.ts'
import type { RegionWish } from '#aws-client/read-region.ts'
import type { CallProgress, VpcChoice } from '#aws-client/reading.ts'
import type { Identified } from '#aws-client/session.ts'
import { createVault, KEYS_LIVE_MS } from '#aws-client/vault.ts'
import type { AwsResponse } from '#worker/aws-protocol.ts'
import { startAwsReader } from '#worker/aws-reader.ts'
import type { AwsReader } from '#worker/aws-reader.ts'
import { findHelperToken } from './helper-store.ts'
import { addFiles } from './import-store.ts'
import { navigate, showOverlay } from './view-store.ts'

/**
 * Reading an AWS account, as the dialog shows it. Keys are never part of this state: they are in the vault
 * below until somebody connects, and in the worker from then on (I15.4).
 */
export interface AwsState {
  readonly phase: AwsPhase
  /** Whose keys sign: those that were pasted, or those that the local helper finds. */
  readonly way: 'keys' | 'helper'
  /** What was recognised of the keys in the vault. */
  readonly recognised: RecognisedKeys | undefined
  /** Sections of a credentials file, of which one must be chosen. */
  readonly sections: readonly string[]
  readonly problems: readonly CredentialProblem[]
  readonly account: Extract<Identified, { readonly kind: 'known' }> | undefined
  /** Where it was asked. */
  readonly region: string
  readonly vpcs: { readonly region: string; readonly list: readonly VpcChoice[] } | undefined
  readonly calls: readonly CallProgress[]
  /** Fresh keys are wanted before the reading goes on. */
  readonly paused: Refusal | undefined
}

export type AwsPhase =
  | { readonly kind: 'keys' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'choosing' }
  | { readonly kind: 'reading' }
  /** Every call failed: there is nothing to import. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly message: string }

export interface RecognisedKeys {
  readonly form: CredentialForm
  /** `ASIA…`: never more than four characters of any value (I15.3). */
  readonly keyIdStart: string
  readonly hasToken: boolean
  readonly region: string | undefined
  readonly expiresAtMs: number | undefined
}

const START: AwsState = {
  phase: { kind: 'keys' },
  way: 'keys',
  recognised: undefined,
  sections: [],
  problems: [],
  account: undefined,
  region: '',
  vpcs: undefined,
  calls: [],
  paused: undefined,
}

const awsStore = createStore<AwsState>(() => START)

export function useAws<T>(select: (state: AwsState) => T): T {
  return useStore(awsStore, select)
}

/** What was read last, for the import's preview: the calls of each source. */
const awsReportStore = createStore<{ readonly calls: readonly CallProgress[] }>(() => ({
  calls: [],
}))

export function useAwsReport(): readonly CallProgress[] {
  return useStore(awsReportStore, (state) => state.calls)
}

const vault = createVault((run, afterMs) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
})
/** Keys that are not chosen or not allowed yet; they live no longer than those in the vault. */
let pending: readonly PastedKeys[] = []
/** The one of them that a tick would allow. */
let refused: PastedKeys | undefined
let pendingTimer: ReturnType<typeof setTimeout> | undefined
let reader: AwsReader | undefined

/** I13.8: false on a page from a file or over plain http. */
export function isAwsOffered(): boolean {
  return mayAskForCredentials(location)
}

/** `?aws-endpoint=http://127.0.0.1:5000`: a stand-in of AWS on this machine, on a page of this machine (I13.6). */
export function findLoopback():
  | { readonly kind: 'used'; readonly origin: string }
  | { readonly kind: 'refused'; readonly text: string }
  | undefined {
  const text = new URLSearchParams(location.search).get('aws-endpoint')
  if (text === null) return undefined
  const origin = parseLoopbackEndpoint(text)
  const isOwnMachine = location.protocol === 'http:' && mayAskForCredentials(location)
  return origin !== undefined && isOwnMachine
    ? { kind: 'used', origin }
    : { kind: 'refused', text: text.slice(0, 200) }
}

/** Forgets everything and shows the dialog. */
export function openAws(): void {
  cancelAws()
  showOverlay('aws')
}

export function closeAws(): void {
  cancelAws()
  showOverlay(undefined)
}

/** Cuts what goes on, and wipes the keys (I15.4). */
export function cancelAws(): void {
  reader?.end()
  reader = undefined
  wipe()
  awsStore.setState(START)
}

function wipe(): void {
  vault.wipe()
  hold([])
}

function hold(keys: readonly PastedKeys[]): void {
  clearTimeout(pendingTimer)
  pending = keys
  refused = undefined
  if (keys.length > 0) pendingTimer = setTimeout(cancelAws, KEYS_LIVE_MS)
}

// A page that goes away keeps nothing, also where the browser keeps the page for the back button.
globalThis.addEventListener?.('pagehide', cancelAws)

/** What a text was: nothing that we know, keys that are held now, or keys that may not be used so. */
export type Taken = 'unknown' | 'held' | 'refused'

/**
 * Reads what was pasted (I15.2). Of keys that are refused only long-lived ones are held on to, so that a
 * tick can allow them without another paste.
 */
export function takePasted(text: string): Taken {
  wipe()
  awsStore.setState({ recognised: undefined, sections: [], problems: [] })
  if (text.trim() === '') return 'unknown'
  const found = readCredentials(text)
  const [keys] = found
  if (keys === undefined) {
    const message =
      'no AWS keys were recognised: paste the lines that set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, a section of a credentials file, or the JSON that the command line prints'
    awsStore.setState({ problems: [{ code: 'no-key-id', message }] })
    return 'unknown'
  }
  if (found.length === 1) return putInVault(keys, false) ? 'held' : 'refused'
  hold(found)
  awsStore.setState({ sections: found.map(({ name }) => (name === '' ? 'without a name' : name)) })
  return 'held'
}

export function chooseSection(index: number): void {
  const keys = pending[index]
  if (keys !== undefined) putInVault(keys, false)
}

/** Takes the long-lived keys that were refused, for this once (I15.3). */
export function allowLongLived(): void {
  if (refused !== undefined) putInVault(refused, true)
}

function putInVault(keys: PastedKeys, allowsLongLived: boolean): boolean {
  const checked = checkCredentials(keys, { nowMs: Date.now(), allowsLongLived })
  if (checked.kind === 'refused') {
    const isLongLived = checked.problems.some(({ code }) => code === 'long-lived')
    if (isLongLived) hold(pending.includes(keys) ? pending : [keys])
    refused = isLongLived ? keys : undefined
    awsStore.setState({ problems: checked.problems })
    return false
  }
  wipe()
  vault.put(checked.credentials)
  const { form, region, expiresAtMs, token } = keys
  awsStore.setState({
    sections: [],
    problems: [],
    recognised: {
      form,
      keyIdStart: checked.credentials.keyId.slice(0, 4),
      hasToken: token !== undefined,
      region,
      expiresAtMs,
    },
  })
  return true
}

/** Hands the keys to the worker that talks to AWS, and asks whose they are. */
export function connectAws(region: string): void {
  const credentials = vault.get()
  wipe()
  if (credentials === undefined) {
    awsStore.setState({ ...START, problems: [WIPED] })
    return
  }
  reader?.end()
  reader = startAwsReader(hear)
  const loopback = findLoopback()
  awsStore.setState({ phase: { kind: 'connecting' }, way: 'keys', region })
  reader.send({
    kind: 'open',
    credentials,
    region,
    ...(loopback?.kind === 'used' ? { loopback: loopback.origin } : {}),
  })
}

/** Asks whose keys the local helper has; the page gets none of them. */
export function connectHelper(region: string): void {
  const token = findHelperToken()
  if (token === undefined) return
  wipe()
  reader?.end()
  reader = startAwsReader(hear)
  awsStore.setState({ ...START, phase: { kind: 'connecting' }, way: 'helper', region })
  reader.send({ kind: 'open-helper', token, region })
}

const WIPED: CredentialProblem = {
  code: 'expired',
  message: 'the keys were held for 15 minutes and have been wiped; paste them again',
}

export function listVpcs(region: string): void {
  awsStore.setState({ vpcs: undefined })
  reader?.send({ kind: 'list-vpcs', region })
}

export function readAws(regions: readonly string[], wish: RegionWish): void {
  awsStore.setState({ phase: { kind: 'reading' }, calls: [], paused: undefined })
  reader?.send({ kind: 'read', regions, wish })
}

/** Goes on with the keys in the vault after a pause (E25). */
export function renewAws(): void {
  const credentials = vault.get()
  wipe()
  if (credentials === undefined) {
    awsStore.setState({ recognised: undefined, problems: [WIPED] })
    return
  }
  awsStore.setState({ paused: undefined, recognised: undefined })
  reader?.send({ kind: 'renew', credentials })
}

/** Tries the same keys again: the clock may be right now. */
export function retryAws(): void {
  awsStore.setState({ paused: undefined })
  reader?.send({ kind: 'renew' })
}

/** Ends the reading with what there is. */
export function finishAws(): void {
  wipe()
  awsStore.setState({ paused: undefined, recognised: undefined })
  reader?.send({ kind: 'give-up' })
}

function hear(response: AwsResponse): void {
  switch (response.kind) {
    case 'opened': {
      const { identified } = response
      if (identified.kind === 'known') {
        awsStore.setState({ phase: { kind: 'choosing' }, account: identified })
        return
      }
      reader?.end()
      awsStore.setState({
        phase: { kind: 'refused', refusal: identified.refusal },
        recognised: undefined,
      })
      return
    }
    case 'vpcs':
      awsStore.setState({ vpcs: { region: response.region, list: response.vpcs } })
      return
    case 'progress':
      awsStore.setState({ calls: response.calls })
      return
    case 'paused':
      awsStore.setState({ paused: response.refusal })
      return
    case 'failed':
      reader?.end()
      awsStore.setState({
        phase: { kind: 'failed', message: response.message },
        recognised: undefined,
      })
      return
    case 'read-done':
      take(response.readings)
  }
}

function take(readings: Extract<AwsResponse, { readonly kind: 'read-done' }>['readings']): void {
  reader?.end()
  reader = undefined
  const usable = readings.filter(({ isUsable }) => isUsable)
  const calls = readings.flatMap((reading) => reading.calls)
  if (usable.length === 0) {
    awsStore.setState({ phase: { kind: 'nothing' }, calls, recognised: undefined })
    return
  }
  awsReportStore.setState({ calls })
  addFiles(
    usable.map(({ region, lines }) => ({
      label: `AWS ${region}`,
      content: new Blob([`${lines.join('\n')}\n`], { type: 'application/jsonl' }),
    })),
  )
  closeAws()
  navigate('import')
}

/** The Region that the dialog offers first: of the pasted text, else nothing is chosen. */
export function findFirstRegion({ recognised }: AwsState): string {
  const { region = '' } = recognised ?? {}
  return region !== undefined && findPartition(region) !== undefined ? region : ''
}
