/**
 * What a document is, by its content and never by its file's name (import specification I2.1).
 */
export type DetectedFormat =
  | { readonly kind: 'plan' }
  | { readonly kind: 'eksctl' }
  | { readonly kind: 'karpenter' }
  | { readonly kind: 'kops' }
  | { readonly kind: 'cluster-api' }
  | { readonly kind: 'terraform' }
  | { readonly kind: 'kubernetes' }
  /** Output of the AWS command line, or a line of an inventory file. */
  | { readonly kind: 'aws' }
  /** Known, and not read by this version. */
  | { readonly kind: 'unsupported'; readonly name: string; readonly advice: string }
  | { readonly kind: 'credentials' }
  | { readonly kind: 'not-recognised' }

const AWS_KEYS: readonly string[] = [
  'Reservations',
  'Volumes',
  'Subnets',
  'Vpcs',
  'AvailabilityZones',
  'AutoScalingGroups',
  'LaunchTemplateVersions',
  'NetworkInterfaces',
  'InstanceTypes',
  'InstanceTypeOfferings',
  'Regions',
  'cluster',
  'clusters',
  'nodegroup',
  'nodegroups',
]

export function detectDocument(value: Readonly<Record<string, unknown>>): DetectedFormat {
  const has = (key: string): boolean => Object.hasOwn(value, key)
  const { apiVersion, kind } = value
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    return detectKind(apiVersion, kind)
  }
  if (has('format_version') && (has('planned_values') || has('values'))) return TERRAFORM
  // Older states have modules in the place of resources; the importer says so.
  if (typeof value['version'] === 'number' && has('lineage')) return TERRAFORM
  // `main.tf.json`: the same language in another coat.
  if (['resource', 'module'].some((key) => typeof value[key] === 'object' && has(key))) {
    return unsupported('Terraform’s configuration in JSON', HCL_ADVICE)
  }
  if (has('Credentials') || has('roleCredentials') || has('SecretAccessKey')) {
    return { kind: 'credentials' }
  }
  if (AWS_KEYS.some(has)) return { kind: 'aws' }
  if (typeof value['Call'] === 'string' && (has('Answer') || has('Error'))) return { kind: 'aws' }
  return { kind: 'not-recognised' }
}

const TERRAFORM: DetectedFormat = { kind: 'terraform' }

function detectKind(apiVersion: string, kind: string): DetectedFormat {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  if (group === 'neverpending') return { kind: 'plan' }
  if (group === 'eksctl.io') return { kind: 'eksctl' }
  if (group === 'kops.k8s.io' || group === 'kops') return { kind: 'kops' }
  if (group === 'cluster.x-k8s.io' || group.endsWith('.cluster.x-k8s.io')) {
    return { kind: 'cluster-api' }
  }
  if (group === 'karpenter.sh' || group === 'karpenter.k8s.aws') {
    if (kind === 'Provisioner' || kind === 'AWSNodeTemplate') {
      const now = kind === 'Provisioner' ? 'NodePool' : 'EC2NodeClass'
      return unsupported(
        `a Karpenter ${kind} (v1alpha)`,
        `move to ${now}: karpenter.sh, "Upgrade guide", 0.32 and then 1.0`,
      )
    }
    return { kind: 'karpenter' }
  }
  return { kind: 'kubernetes' }
}

function unsupported(name: string, advice: string): DetectedFormat {
  return { kind: 'unsupported', name, advice }
}

/** What a text is that is neither YAML nor JSON documents (I2.1, 4 and 5). */
export function detectText(text: string): DetectedFormat | undefined {
  const head = text.slice(0, 65_536)
  if (/^\s*apiVersion\s*:/m.test(head)) return undefined
  if (HCL_BLOCK.test(head)) return HCL
  return isCredentials(head) ? { kind: 'credentials' } : undefined
}

/** Blocks of HCL begin a line and end it with a brace, as nothing of YAML does. */
const HCL_BLOCK =
  /^[ \t]*(?:(?:resource|data)[ \t]+"[a-z0-9_]+"[ \t]+"[^"\n]+"|(?:module|variable|output|provider)[ \t]+"[^"\n]+"|terraform|locals)[ \t]*\{/m

const HCL_ADVICE =
  'import what Terraform makes of it: terraform show -json > state.json, or of a plan terraform plan -out=p && terraform show -json p > plan.json'

const HCL = unsupported('Terraform HCL', HCL_ADVICE)

/** The forms of I15.2 that are no JSON, and three bare values. */
function isCredentials(text: string): boolean {
  if (/aws_(?:secret_access_key|session_token|security_token)["']?\s*[= ]/i.test(text)) return true
  return /^\s*(?:ASIA|AKIA)[A-Z0-9]{12,124}\s*$/m.test(text)
}
