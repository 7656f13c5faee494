import { SeverityIcon } from '../parts/severity-chip.tsx'

/** The rule that finds an incident of a control plane; all that are in the library are of high severity. */
export function RuleChip({ rule }: { readonly rule: string }) {
  return (
    <span className="v t-warn">
      <SeverityIcon severity="high" />
      {rule}
    </span>
  )
}
