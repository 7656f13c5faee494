import type { FormatImporter } from './format-importer.ts'
import { clusterApiImporter } from './formats/cluster-api/cluster-api.ts'
import { awsCliImporter } from './formats/aws-cli/aws-cli.ts'
import { eksctlImporter } from './formats/eksctl/eksctl.ts'
import { karpenterImporter } from './formats/karpenter.ts'
import { kopsImporter } from './formats/kops/kops.ts'
import { kubectlImporter } from './formats/kubectl.ts'
import { planImporter } from './formats/plan.ts'
import { terraformImporter } from './formats/terraform/terraform.ts'

/** Every format that is read; the only place that names them. */
export const IMPORTERS: readonly FormatImporter[] = [
  planImporter,
  kubectlImporter,
  karpenterImporter,
  eksctlImporter,
  kopsImporter,
  clusterApiImporter,
  awsCliImporter,
  terraformImporter,
]
