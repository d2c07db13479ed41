import { XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { palettes } from '../svg/palettes.ts'
import { isPlainDrawing, paintIcon } from './paint-icon.ts'

const drawing = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="24" viewBox="0 0 32 24">${inside}</svg>\n`

function paint(inside: string, theme: 'light' | 'dark'): string {
  const svg = paintIcon(drawing(inside), palettes[theme])
  expect(XMLValidator.validate(svg)).toBe(true)
  return svg
}

test.each(['light', 'dark'] as const)('a plain icon is drawn like the text beside it, in the %s theme', (theme) => {
  const svg = paint('<path d="M0 0h9"/><path fill="none" stroke="#111" d="M1 1h9"/>', theme)
  const { text2 } = palettes[theme]
  expect(svg).toContain(`<svg fill="${text2}"`)
  expect(svg).toContain(`stroke="${text2}"`)
  expect(svg).toContain('fill="none"')
})

test('an icon in colours keeps them', () => {
  const inside = '<path fill="#2f7bd9" d="M0 0h9"/><path fill="#f0ab2c" d="M1 1h9"/>'
  for (const theme of ['light', 'dark'] as const) expect(paint(inside, theme)).toBe(drawing(inside))
})

test('a dark icon stands on a tile in the dark theme, a white one in the light theme, in its own proportions', () => {
  const dark = '<path fill="#252f3e" d="M0 0h9"/>'
  expect(paint(dark, 'light')).toBe(drawing(dark))
  const onTile = paint(dark, 'dark')
  expect(onTile).toContain(`<rect width="100" height="100" rx="18" fill="${palettes.dark.text}"/>`)
  expect(onTile).toContain('viewBox="0 0 32 24"')
  expect(onTile).not.toContain('width="32"')
  expect(paint('<path fill="#fff" d="M0 0h9"/>', 'light')).toContain('<rect')
  expect(paint('<path fill="#fff" d="M0 0h9"/>', 'dark')).not.toContain('<rect')
})

test('an icon that says itself on which ground it is lost is believed', () => {
  const told = (ink: string, inside: string): string => drawing(inside).replace('<svg', `<svg data-ink="${ink}"`)
  const black = '<path fill="#000" d="M0 0h9"/>'
  expect(paintIcon(told('colours', black), palettes.dark)).toBe(told('colours', black))
  const bright = '<path fill="#8fb" d="M0 0h9"/>'
  expect(paintIcon(told('light', bright), palettes.light)).toContain('<rect')
  expect(paintIcon(told('light', bright), palettes.dark)).toBe(told('light', bright))
})

test('an icon that a style sheet colours stays as it is', () => {
  const inside = '<style>path{fill:#000}</style><path class="a" d="M0 0h9"/>'
  expect(paint(inside, 'dark')).toBe(drawing(inside))
})

test('black, nearly black and the colour of the text around it are plain; a colour is not', () => {
  expect(isPlainDrawing(drawing('<path fill="currentColor"/><path fill="#0f0f11"/>'))).toBe(true)
  expect(isPlainDrawing(drawing('<path fill="url(#a)"/>'))).toBe(false)
  expect(isPlainDrawing(drawing('<path fill="#e33"/>'))).toBe(false)
})
