import { describe, expect, it } from 'vitest'
import type { ImportFinding } from '#importers/importer.ts'
import { summarizeFindings } from './summarize-findings.ts'

function finding(change: Partial<ImportFinding>): ImportFinding {
  return { code: 'x', severity: 'info', message: '', file: 'a.yaml', ...change }
}

const GUESS = { id: 'g', subject: 's', taken: 't', alternatives: [] }

describe('the summary of an import (I1.3)', () => {
  it.each([
    { name: 'nothing', findings: [], counts: [0, 0, 0, 0, 0] },
    {
      name: 'what is guessed, whatever its severity',
      findings: [
        finding({ severity: 'assumed', guess: GUESS }),
        finding({ severity: 'ambiguous', guess: GUESS }),
      ],
      counts: [0, 2, 0, 0, 0],
    },
    {
      name: 'what could not be used',
      findings: [finding({ severity: 'error' })],
      counts: [1, 0, 0, 0, 0],
    },
    {
      name: 'kinds that are not used apart from fields that are not',
      findings: [
        finding({ code: 'unknown-kind', severity: 'unknown' }),
        finding({ code: 'unknown-field', severity: 'unknown' }),
      ],
      counts: [0, 0, 1, 1, 0],
    },
    {
      name: 'what was assumed without a question is worth knowing',
      findings: [finding({ severity: 'assumed' }), finding({ severity: 'info' })],
      counts: [0, 0, 0, 0, 2],
    },
  ])('has $name', ({ findings, counts }) => {
    const found = summarizeFindings({ findings, understood: [] })
    expect([
      found.errors.length,
      found.guesses.length,
      found.leftOutObjects.length,
      found.leftOutFields.length,
      found.notes.length,
    ]).toEqual(counts)
  })

  it('counts the objects that a finding stands for', () => {
    const found = summarizeFindings({
      findings: [
        finding({ code: 'never-read', severity: 'dropped', count: 3 }),
        finding({ code: 'unknown-kind', severity: 'unknown', count: 11 }),
      ],
      understood: [
        { kind: 'Pod', count: 41 },
        { kind: 'Node', count: 5 },
      ],
    })
    expect([found.understood, found.notRead, found.notUsed]).toEqual([46, 3, 11])
  })
})
