import type { CallInputs } from './send-call.ts'
import type { Answer } from './send-call.ts'

/** A launch template that a group or a machine was made from, and which of its versions. */
export interface TemplateInUse {
  readonly id: string
  readonly name: string
  readonly versions: readonly string[]
}

/**
 * Launch templates of the clusters' groups, and the versions that are in use (I13.1): of the groups'
 * templates and overrides, and of the tags that EC2 puts on machines. Groups that no tag ties to a
 * cluster, on themselves or on a machine of theirs, are not asked about.
 */
export function listTemplatesInUse(
  groups: readonly Answer[],
  reservations: readonly Answer[],
): readonly TemplateInUse[] {
  const found = new Map<string, { id: string; name: string; versions: Set<string> }>()
  const add = (id: string, name: string, version: string) => {
    const key = id === '' ? `name ${name}` : id
    if (id === '' && name === '') return
    const known = found.get(key) ?? { id, name, versions: new Set() }
    known.versions.add(version === '' ? '$Default' : version)
    found.set(key, known)
  }
  const groupsOfClusters = new Set<string>()
  for (const instance of reservations.flatMap((one) => listRecords(one['Instances']))) {
    const tags = readTags(instance)
    if (!isOfCluster(tags)) continue
    groupsOfClusters.add(tags.get('aws:autoscaling:groupName') ?? '')
    const id = tags.get('aws:ec2launchtemplate:id')
    if (id !== undefined) add(id, '', tags.get('aws:ec2launchtemplate:version') ?? '')
  }
  for (const group of groups) {
    const isWanted =
      isOfCluster(readTags(group)) || groupsOfClusters.has(readText(group['AutoScalingGroupName']))
    if (!isWanted) continue
    for (const template of listTemplates(group)) {
      add(
        readText(template['LaunchTemplateId']),
        readText(template['LaunchTemplateName']),
        readText(template['Version']),
      )
    }
  }
  return [...found.values()].map(({ id, name, versions }) => ({
    id,
    name,
    versions: [...versions],
  }))
}

/** What asks for one template's versions. */
export function askForTemplate({
  id,
  name,
  versions,
}: TemplateInUse): CallInputs['ec2:DescribeLaunchTemplateVersions'] {
  const which = id === '' ? { LaunchTemplateName: name } : { LaunchTemplateId: id }
  return { ...which, Versions: [...versions] }
}

/** Every instance type that an answer names: of machines, overrides and templates. */
export function listTypesInUse(answers: {
  readonly groups: readonly Answer[]
  readonly reservations: readonly Answer[]
  readonly templates: readonly Answer[]
}): readonly string[] {
  const types = new Set<string>()
  for (const reservation of answers.reservations) {
    for (const one of listRecords(reservation['Instances']))
      types.add(readText(one['InstanceType']))
  }
  for (const group of answers.groups) {
    for (const one of listOverrides(group)) types.add(readText(one['InstanceType']))
  }
  for (const template of answers.templates) {
    types.add(readText(readRecord(template['LaunchTemplateData'])['InstanceType']))
  }
  types.delete('')
  return [...types].sort()
}

function listTemplates(group: Answer): readonly Answer[] {
  const mixed = readRecord(readRecord(group['MixedInstancesPolicy'])['LaunchTemplate'])
  return [
    group['LaunchTemplate'],
    mixed['LaunchTemplateSpecification'],
    ...listOverrides(group).map((override) => override['LaunchTemplateSpecification']),
  ].map(readRecord)
}

function listOverrides(group: Answer): readonly Answer[] {
  const mixed = readRecord(readRecord(group['MixedInstancesPolicy'])['LaunchTemplate'])
  return listRecords(mixed['Overrides'])
}

/** Tags that say nothing of a cluster. */
const OF_ANYTHING: readonly RegExp[] = [/^Name$/, /^aws:autoscaling:/, /^aws:ec2launchtemplate:/]

function isOfCluster(tags: ReadonlyMap<string, string>): boolean {
  return [...tags.keys()].some((key) => !OF_ANYTHING.some((pattern) => pattern.test(key)))
}

function readTags(owner: Answer): ReadonlyMap<string, string> {
  return new Map(
    listRecords(owner['Tags']).map((tag) => [readText(tag['Key']), readText(tag['Value'])]),
  )
}

export function listRecords(value: unknown): readonly Answer[] {
  return Array.isArray(value) ? value.map(readRecord) : []
}

function readRecord(value: unknown): Answer {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
