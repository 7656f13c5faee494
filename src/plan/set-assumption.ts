import type { Design, Plan } from './schema.ts'

type Assumption = NonNullable<Design['assumptions']>[string]

/** What a person says of a design that the plan has no field for; `undefined` takes it away. */
export function setAssumption(
  plan: Plan,
  index: number,
  { name, value }: { readonly name: string; readonly value: Assumption | undefined },
): Plan {
  const design = plan.designs[index]
  if (design === undefined || design.assumptions?.[name] === value) return plan
  const { [name]: _left, ...others } = design.assumptions ?? {}
  const assumptions = value === undefined ? others : { ...others, [name]: value }
  const { assumptions: _old, ...rest } = design
  const changed: Design = Object.keys(assumptions).length === 0 ? rest : { ...rest, assumptions }
  return { ...plan, designs: plan.designs.with(index, changed) }
}
