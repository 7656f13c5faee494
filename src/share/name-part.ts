import type { LinkPart } from './measure-parts.ts'

/** "1 node group", "4,100 workloads", "2 storage classes" (L4.3). */
export function namePart({ name, count }: Pick<LinkPart, 'name' | 'count'>): string {
  const noun = count === 1 ? name.replace(/(?<=ss)es$|s$/, '') : name
  return `${count.toLocaleString('en')} ${noun}`
}
