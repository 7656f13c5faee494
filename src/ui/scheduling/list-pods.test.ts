import { describe, expect, it } from 'vitest'
import { findPods } from './list-pods.ts'

const PODS = [
  { key: 'shop/cart-1', name: 'cart-1', namespace: 'shop', owner: 'Deployment cart' },
  { key: 'shop/web-1', name: 'web-1', namespace: 'shop', owner: 'Deployment web', node: 'ip-1' },
  { key: 'data/db-0', name: 'db-0', namespace: 'data', owner: 'StatefulSet db', node: 'ip-2' },
]

describe('pods that are found by words', () => {
  it.each([
    { name: 'all without words', typed: '  ', found: ['shop/cart-1', 'shop/web-1', 'data/db-0'] },
    { name: 'by namespace and name', typed: 'shop web', found: ['shop/web-1'] },
    { name: 'by their owner', typed: 'STATEFULSET', found: ['data/db-0'] },
    { name: 'by their node', typed: 'ip-2', found: ['data/db-0'] },
    { name: 'by having none', typed: 'pending', found: ['shop/cart-1'] },
    { name: 'none', typed: 'nothing', found: [] },
  ])('$name', ({ typed, found }) => {
    expect(findPods(PODS, typed).map(({ key }) => key)).toEqual(found)
  })
})
