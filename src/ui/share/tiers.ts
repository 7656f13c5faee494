/** The scale of L4.2 as it is drawn: up to how many characters, what is said below it, and how wide it is. */
export const SCALE: readonly {
  readonly upTo: number
  readonly said: string
  readonly tone: string
  readonly width: number
}[] = [
  { upTo: 1_000, said: 'everywhere', tone: 't-good', width: 1 },
  { upTo: 2_000, said: 'nearly everywhere', tone: 't-good', width: 1 },
  { upTo: 4_000, said: 'chats', tone: 't-good', width: 1 },
  { upTo: 8_000, said: 'test it', tone: 't-mild', width: 1 },
  { upTo: 32_000, said: 'rather the file', tone: 't-warn', width: 1.3 },
]

const WIDTH = SCALE.reduce((sum, { width }) => sum + width, 0)

/** Which part of the scale a length lies in; -1 beyond its end. */
export function findPart(characters: number): number {
  return SCALE.findIndex(({ upTo }) => characters <= upTo)
}

/** Where a length lies on the scale, from 0 to 1; each part is linear. */
export function findPosition(characters: number): number {
  let from = 0
  let left = 0
  for (const { upTo, width } of SCALE) {
    if (characters <= upTo) return (left + (width * (characters - from)) / (upTo - from)) / WIDTH
    left += width
    from = upTo
  }
  return 1
}
