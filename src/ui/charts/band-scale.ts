/** A logarithmic scale of minutes, from one power of ten to another. */
export interface BandScale {
  readonly from: number
  readonly to: number
  /** Every power of ten between them, both ends included. */
  readonly ticks: readonly number[]
}

/** The least that is told apart: 0.06 s. */
const SHORTEST_MINUTES = 0.001

/** A scale that holds all values, with a little room; zero stands at its left end. */
export function findBandScale(values: readonly number[]): BandScale {
  const shown = values.filter((value) => value >= SHORTEST_MINUTES)
  const exponentOf = (value: number) => Math.log10(Math.max(value, SHORTEST_MINUTES))
  const low = Math.floor(exponentOf(Math.min(...shown, 1)))
  const high = Math.max(Math.ceil(exponentOf(Math.max(...shown, 1))), low + 1)
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index))
  return { from: 10 ** low, to: 10 ** high, ticks }
}

/** Where a value stands on the scale, 0 at its left end and 1 at its right one. */
export function findShare({ from, to }: BandScale, value: number): number {
  const share = Math.log(Math.max(value, from) / from) / Math.log(to / from)
  return Math.min(share, 1)
}

/** `0.6 s`, `6 s`, `10 min`, `1 h 40`, `17 h`, `7 d`: short, for a scale. */
export function renderTick(minutes: number): string {
  if (minutes < 1) return `${Number((minutes * 60).toPrecision(1))} s`
  if (minutes < 60) return `${minutes} min`
  const hours = Math.trunc(minutes / 60)
  if (hours < 10) return `${hours} h ${minutes % 60}`
  return hours < 100 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`
}
