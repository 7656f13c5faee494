/**
 * The natural logarithm of a positive normal number, as Go computes it: by the series of fdlibm. Browsers may
 * be off by one unit in the last place, which can turn the rounding of a score (13.4).
 */
export function computeNaturalLog(value: number): number {
  // value = fraction × 2^exponent, the fraction around 1.
  let exponent = Math.floor(Math.log2(value))
  let fraction = value / 2 ** exponent
  if (fraction >= Math.SQRT2) {
    fraction /= 2
    exponent += 1
  } else if (fraction < Math.SQRT1_2) {
    fraction *= 2
    exponent -= 1
  }
  const f = fraction - 1
  const s = f / (2 + f)
  const s2 = s * s
  const s4 = s2 * s2
  const odd = s2 * (ODD[0] + s4 * (ODD[1] + s4 * (ODD[2] + s4 * ODD[3])))
  const even = s4 * (EVEN[0] + s4 * (EVEN[1] + s4 * EVEN[2]))
  const half = 0.5 * f * f
  return exponent * LN2_HIGH - (half - (s * (half + (odd + even)) + exponent * LN2_LOW) - f)
}

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
const ODD = [
  6.66666666666673513e-1, 2.857142874366239149e-1, 1.818357216161805012e-1, 1.479819860511658591e-1,
] as const
const EVEN = [3.999999999940941908e-1, 2.222219843214978396e-1, 1.531383769920937332e-1] as const
