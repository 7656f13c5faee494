import { compareText } from '#base/compare.ts'

/** Order of Kubernetes objects in a plan: kind, namespace, name, version. */
export function compareResources(a: unknown, b: unknown): number {
  return (
    compareText(readText(a, 'kind'), readText(b, 'kind')) ||
    compareText(readMetadata(a, 'namespace'), readMetadata(b, 'namespace')) ||
    compareText(readMetadata(a, 'name'), readMetadata(b, 'name')) ||
    compareText(readText(a, 'apiVersion'), readText(b, 'apiVersion'))
  )
}

function readMetadata(object: unknown, key: string): string {
  return readText(readOwn(object, 'metadata'), key)
}

function readText(object: unknown, key: string): string {
  const value = readOwn(object, key)
  return typeof value === 'string' ? value : ''
}

function readOwn(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, key)
    ? (object as Readonly<Record<string, unknown>>)[key]
    : undefined
}
