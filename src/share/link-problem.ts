import type { Problem } from '#base/problem.ts'

/** The messages of L5.4. None contains a part of the link (L5.6). */
export type LinkCode = 'cut' | 'damaged' | 'too-long' | 'newer' | 'invalid' | 'too-big' | 'busy'

const ADVICE = 'Ask for it again, or for the plan file.'

export function makeCut(arrived: number, expected: number | undefined): Problem {
  const count =
    expected === undefined
      ? ''
      : `: ${renderCount(arrived)} of ${renderCount(expected)} characters arrived`
  return makeProblem('cut', `This link was cut short${count}. ${ADVICE}`)
}

export function makeDamaged(): Problem {
  return makeProblem('damaged', `This link was changed on its way. ${ADVICE}`)
}

export function makeTooLong(): Problem {
  return makeProblem('too-long', 'This link is longer than this page accepts.')
}

export function makeNewer(found: number | string, known: number | string): Problem {
  const message = `Made by a newer version of this page (${found}; this one reads up to ${known}). Reload, or ask for a plan file.`
  return makeProblem('newer', message)
}

/** `rule` names what was broken, without the content. */
export function makeInvalid(rule: string): Problem {
  const message = `The link is whole, but its content is not a plan this page accepts (${rule}).`
  return makeProblem('invalid', message)
}

export function makeTooBig(): Problem {
  return makeProblem('too-big', 'This link unpacks to more than this page accepts.')
}

export function makeBusy(): Problem {
  return makeProblem('busy', 'Decoding this link took too long.')
}

function makeProblem(code: LinkCode, message: string): Problem {
  return { code: `share/${code}`, path: '', message }
}

function renderCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
