/**
 * A number short enough for a card or a table, with its unit.
 *
 * @example
 * formatValue(1_288_490_189, 'B') // 1.3 GB
 * formatValue(141.83, '/s') // 141.8/s
 */
export function formatValue(value: number, unit = ''): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return `${value.toExponential(2)}${gapBefore(unit)}${unit}`
  if (size < 1e4) return `${plain(size).format(value)}${gapBefore(unit)}${unit}`
  const short = compact.format(value)
  const letter = /[KMBT]$/.exec(short)?.[0]
  // Next to a unit of its own kind a prefix belongs to the unit, and a billion is giga: `1.2B B` is no amount of memory.
  if (letter !== undefined && prefixed.test(unit)) return `${short.slice(0, -1)} ${prefixes[letter] ?? ''}${unit}`
  return `${short}${gapBefore(unit)}${unit}`
}

/** Units that are written with a prefix: bytes, bits and the like, also for each second. */
const prefixed = /^(B|b|bit|bytes|bps|Hz|W|J|V|A)(\/\w+)?$/
const prefixes: Readonly<Record<string, string>> = { K: 'k', M: 'M', B: 'G', T: 'T' }

function gapBefore(unit: string): string {
  return unit === '' || unit === '%' || unit.startsWith('/') ? '' : ' '
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const coarse = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: false })
const middle = new Intl.NumberFormat('en', { maximumFractionDigits: 2, useGrouping: false })
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false })

function plain(size: number): Intl.NumberFormat {
  if (size >= 100) return coarse
  return size >= 1 ? middle : fine
}
