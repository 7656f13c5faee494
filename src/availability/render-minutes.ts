/** Two figures (3.11): `2.2 s`, `6 min`, `18 min`, `2 h 24 min`, `4 d 3 h`. */
export function renderMinutes(minutes: number): string {
  if (minutes < 1) {
    const seconds = minutes * 60
    return seconds < 0.1 ? 'under 0.1 s' : `${round(seconds)} s`
  }
  if (minutes < 9.95) return `${round(minutes)} min`
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole} min`
  const hours = Math.trunc(whole / 60)
  return hours < 48
    ? join(`${hours} h`, whole % 60, 'min')
    : join(`${Math.trunc(hours / 24)} d`, hours % 24, 'h')
}

function join(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`
}

/** One digit after the point below ten, and no zero there. */
function round(value: number): number {
  return Number(value.toFixed(value < 9.95 ? 1 : 0))
}
