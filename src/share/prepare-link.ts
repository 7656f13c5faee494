import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { renderPlanJson } from '#plan/canonical.ts'
import { neutralizeNames } from '#plan/neutral-names.ts'
import type { Plan } from '#plan/schema.ts'
import { shareable, shareText } from '#plan/shareable.ts'
import { LINK_LIMITS, parseDocument, renderChecked, renderDocument } from './document.ts'
import { findSecrets, type SuspectText } from './find-secrets.ts'
import { LEAVE_OUTS, canLeaveOut, leaveOut, type LeaveOut, type Shared } from './leave-out.ts'
import { decodeLink, packDocument } from './link.ts'
import { countContents, type LinkContents } from './link-contents.ts'
import type { LinkView } from './link-view.ts'
import { countParts, measureParts, type LinkPart } from './measure-parts.ts'
import { findTier } from './tier.ts'

export interface LinkOptions {
  /** Stand-ins take the place of names (L7.4); `hasForeignNames` says whether to begin with it. */
  readonly neutralNames: boolean
  readonly leftOut: readonly LeaveOut[]
  /** Where the page is served, without a fragment: `https://plans.example.org/`. Empty: the fragment alone. */
  readonly origin: string
  /** The place that `other-designs` and `other-clusters` keep, where no view says it. */
  readonly place?: LinkView['place']
}

/** What is known of a link before it is copied. */
export interface PreparedLink {
  /** The whole address; undefined above 32,000 characters, where no link is made (L4.2). */
  readonly link: string | undefined
  readonly characters: number
  /** How far it travels, in words (L4.2); undefined: too long for a link, take the file. */
  readonly tier: string | undefined
  /** Above 4,000 characters the file comes first (L4.3). */
  readonly isFileBetter: boolean
  /** Up to 1,000 characters (L4.5). */
  readonly hasQrCode: boolean
  /** What takes how many characters, the largest first (L4.3). */
  readonly parts: readonly LinkPart[]
  readonly contents: LinkContents
  /** What each option would change, in characters; below 0 the link grows. Only options that change the plan. */
  readonly savings: readonly LinkSaving[]
  /** What looks like a secret or an id (L7.3): each text is removed from the plan or confirmed before copying. */
  readonly secretsFound: readonly SuspectText[]
  /** The link was decoded and gave the same plan and view (L4.6); false is a bug and blocks copying. */
  readonly isTested: boolean
  /** What its reader gets. */
  readonly shared: Shared
}

/** `neutral-names`, or something left out. */
export interface LinkSaving {
  readonly option: LeaveOut | 'neutral-names'
  /** How many the link has less with it than without, all other options as they are. */
  readonly characters: number
  /** Whether it is switched on now. */
  readonly isOn: boolean
}

/**
 * Called after each time that the plan was encoded, `done` of `total` times.
 *
 * @returns false stops
 */
export type AfterEncoding = (done: number, total: number) => Promise<boolean>

/**
 * Makes the link that is offered for copying, and measures and tests it.
 *
 * @param view where the sender is, in the plan's own names; undefined: nothing of it travels
 * @returns `share/invalid` with the limit's name for a plan that no link can hold (L5.2)
 */
export async function prepareLink(
  plan: Plan,
  view: LinkView | undefined,
  options: LinkOptions,
): Promise<Result<PreparedLink, Problem>> {
  const prepared = await prepareLinkInSlices(plan, view, options, () => Promise.resolve(true))
  if (prepared === undefined) throw new Error('a link that nobody stopped was stopped')
  return prepared
}

/**
 * The same with a pause after each encoding, of which a long plan has a dozen slow ones (L4.3, L4.4).
 *
 * @returns undefined when `afterEncoding` stopped it
 */
export async function prepareLinkInSlices(
  plan: Plan,
  view: LinkView | undefined,
  options: LinkOptions,
  afterEncoding: AfterEncoding,
): Promise<Result<PreparedLink, Problem> | undefined> {
  const whole = shareWhole(plan, view)
  const place = view?.place ?? options.place ?? { design: 0, cluster: 0 }
  const shared = reduce(whole, place, options)
  const document = renderChecked(shared.plan, shared.view, LINK_LIMITS)
  if (document.kind === 'failed') return document
  const fragment = await packDocument(document.value)
  const offered = LEAVE_OUTS.filter((option) => canLeaveOut(whole, option))
  // The link and its test, its parts with the whole they are held against, each option, the stand-ins.
  const total = 2 + countParts(shared.plan) + 1 + offered.length + 1
  let done = 0
  const pause = () => afterEncoding(++done, total)
  if (!(await pause())) return undefined
  const link = `${options.origin}#${fragment}`
  const tier = findTier(link.length)
  // Beyond the last tier no link is made, so there is none to be read (L4.3, L5.1 step 2).
  const opened =
    tier === undefined
      ? parseDocument(document.value, LINK_LIMITS)
      : await decodeLink(fragment, () => false)
  if (opened.kind === 'failed') return failed(opened.problems)
  const isTested = isSame(opened.value, shared)
  if (!(await pause())) return undefined
  const parts = await measureParts(shared.plan, shared.view, pause)
  if (parts === undefined) return undefined
  const others = { whole, place, options, offered, characters: fragment.length }
  const savings = await measureSavings(others, pause)
  if (savings === undefined) return undefined
  return ok({
    link: tier === undefined ? undefined : link,
    characters: link.length,
    tier,
    isFileBetter: link.length > 4_000,
    hasQrCode: link.length <= 1_000,
    parts,
    contents: countContents(shared.plan),
    savings,
    secretsFound: findSecrets(shared),
    isTested,
    shared,
  })
}

/** Whether a plan came from a live account or a running cluster, so that names are others' (L7.4). */
export function hasForeignNames(plan: Plan): boolean {
  return plan.designs.some(({ clusters }) =>
    clusters.some(({ resources, zones }) => {
      const hasSubnet = zones.some(({ subnets }) => subnets?.some(({ id }) => id !== undefined))
      return hasSubnet || resources.some(({ metadata }) => metadata['uid'] !== undefined)
    }),
  )
}

/** The part of plan and view that may leave the machine, before any option. */
function shareWhole(plan: Plan, view: LinkView | undefined): Shared {
  const share = shareText(plan)
  return { plan: shareable(plan), view: view === undefined ? undefined : renameView(view, share) }
}

function reduce(
  whole: Shared,
  place: LinkView['place'],
  { leftOut, neutralNames }: Pick<LinkOptions, 'leftOut' | 'neutralNames'>,
): Shared {
  const reduced = leaveOut(whole, place, leftOut)
  // Labels that only what was left out had named are read no more.
  const plan = leftOut.length === 0 ? reduced.plan : shareable(reduced.plan)
  if (!neutralNames) return { plan, view: reduced.view }
  const neutral = neutralizeNames(plan)
  const view = reduced.view === undefined ? undefined : renameView(reduced.view, neutral.rename)
  return { plan: neutral.plan, view }
}

/** Keys are names parted by slashes; what has no name in the plan is left out. */
function renameView(view: LinkView, rename: (name: string) => string | undefined): LinkView {
  const { selection, player, open, ...rest } = view
  const renameKey = (key: string): string | undefined => {
    const parts = key.split('/').map((part) => rename(part))
    return parts.includes(undefined) ? undefined : parts.join('/')
  }
  const selected = selection === undefined ? undefined : renameKey(selection.key)
  const played = player === undefined ? undefined : renameKey(player.key)
  // An incident or a rule has an id of ours, which stays.
  const opened = open?.includes('/') === true ? renameKey(open) : open
  return {
    ...rest,
    ...(selection === undefined || selected === undefined
      ? {}
      : { selection: { kind: selection.kind, key: selected } }),
    ...(player === undefined || played === undefined
      ? {}
      : { player: { key: played, step: player.step } }),
    ...(opened === undefined ? {} : { open: opened }),
  }
}

interface SavingsQuery {
  readonly whole: Shared
  readonly place: LinkView['place']
  readonly options: LinkOptions
  /** Those that change this plan. */
  readonly offered: readonly LeaveOut[]
  /** Of the link as it is. */
  readonly characters: number
}

/** Undefined when `pause` stopped it. */
async function measureSavings(
  { whole, place, options, offered, characters }: SavingsQuery,
  pause: () => Promise<boolean>,
): Promise<readonly LinkSaving[] | undefined> {
  const savings: LinkSaving[] = []
  const measure = async (other: Pick<LinkOptions, 'leftOut' | 'neutralNames'>): Promise<number> => {
    const { plan, view } = reduce(whole, place, other)
    return (await packDocument(renderDocument(plan, view))).length - characters
  }
  const { leftOut, neutralNames } = options
  for (const option of offered) {
    const isOn = leftOut.includes(option)
    const others = leftOut.filter((one) => one !== option)
    const change = await measure({ leftOut: isOn ? others : [...others, option], neutralNames })
    savings.push({ option, isOn, characters: isOn ? change : -change })
    if (!(await pause())) return undefined
  }
  const change = await measure({ leftOut, neutralNames: !neutralNames })
  const option = 'neutral-names'
  savings.push({ option, isOn: neutralNames, characters: neutralNames ? change : -change })
  return (await pause()) ? savings : undefined
}

function isSame(opened: Shared, shared: Shared): boolean {
  return (
    renderPlanJson(opened.plan) === renderPlanJson(shared.plan) &&
    JSON.stringify(opened.view) === JSON.stringify(shared.view)
  )
}
