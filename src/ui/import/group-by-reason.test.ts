import { expect, it } from 'vitest'
import { groupByReason } from './group-by-reason.ts'

it('kinds by their reason, the most frequent first, over all files', () => {
  const findings = [
    { message: '3 Certificate: a kind that this plan does not use; not stored', count: 3 },
    { message: '1 Secret: on purpose: contents are never read', count: 1 },
    { message: '4 ServiceMonitor: a kind that this plan does not use; not stored', count: 4 },
    { message: '7 ServiceMonitor: a kind that this plan does not use; not stored', count: 7 },
    { message: '14 aws_security_group_rule: a type that a plan does not use', count: 14 },
  ]
  expect(groupByReason(findings)).toEqual([
    {
      what: '11 ServiceMonitors, 3 Certificates',
      why: 'a kind that this plan does not use; not stored',
    },
    { what: '1 Secret', why: 'on purpose: contents are never read' },
    { what: '14 aws_security_group_rule', why: 'a type that a plan does not use' },
  ])
})
