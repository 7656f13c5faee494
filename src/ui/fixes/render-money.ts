/** An amount of change: `+78.11`, `−4.20`, `±0.00`. */
export function renderMoney(amount: number): string {
  const figure = Math.abs(amount).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  return `${amount > 0 ? '+' : amount < 0 ? '−' : '±'}${figure}`
}
