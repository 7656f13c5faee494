/** A value, or everything that is wrong with the input. */
export type Result<T, E> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly problems: readonly E[] }

export function ok<T>(value: T): Result<T, never> {
  return { kind: 'ok', value }
}

export function failed<E>(problems: readonly E[]): Result<never, E> {
  return { kind: 'failed', problems }
}
