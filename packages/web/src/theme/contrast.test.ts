import { expect, test } from 'vitest'
import tokens from './tokens.css?raw'

/** The named colours of one theme. */
function readTheme(selector: string): ReadonlyMap<string, string> {
  const from = tokens.indexOf(`${selector} {`)
  const block = tokens.slice(from, tokens.indexOf('}', from))
  return new Map([...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const lamps = ['critical', 'warning', 'ok', 'muted', 'unknown'] as const
const grounds = ['--canvas', '--surface', '--surface-sunken'] as const
const texts: readonly (readonly [string, string])[] = [
  ...['--text', '--text-2', '--text-3', '--accent'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...lamps.flatMap((lamp) =>
    [`--lamp-${lamp}-tint`, '--surface', '--canvas'].map((ground) => [`--lamp-${lamp}-text`, ground] as const),
  ),
  ['--text-2', '--lamp-critical-tint'],
  ['--text-2', '--lamp-warning-tint'],
  ['--on-ink', '--ink'],
  ['--text', '--surface-hover'],
  ['--text-3', '--surface-hover'],
]
const marks: readonly (readonly [string, string])[] = [
  ...lamps.flatMap((lamp) => [...grounds, `--lamp-${lamp}-tint`].map((ground) => [`--lamp-${lamp}`, ground] as const)),
  ['--focus', '--surface'],
  ['--focus', '--canvas'],
  ['--edge', '--canvas'],
]

for (const [name, selector] of [
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
] as const) {
  const theme = readTheme(selector)
  const ratio = (front: string, back: string) => contrast(theme.get(front) ?? '#777777', theme.get(back) ?? '#777777')
  test.each(texts)(`in the ${name} theme %s can be read on %s`, (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(marks)(`in the ${name} theme %s is told from %s`, (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(3)
  })
}
