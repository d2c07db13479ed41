import { palettes } from '@statusgraph/picture'
import { expect, test } from 'vitest'
import tokens from '../../theme/tokens.css?raw'
import map from '../map.css?raw'
import { nameSheetColours } from './sheet-colours.ts'

/** What a style sheet's first block of a selector names. */
function readBlock(sheet: string, selector: string): readonly (readonly [string, string])[] {
  const from = sheet.indexOf(`${selector} {`)
  const block = sheet.slice(from, sheet.indexOf('\n}', from))
  return [...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value])
}

test.each(['light', 'dark'] as const)('a server draws with the colours of the page, in the %s theme', (theme) => {
  const selectors = [':root', ...(theme === 'dark' ? [":root[data-theme='dark']"] : [])]
  const named = new Map(selectors.flatMap((one) => [...readBlock(tokens, one), ...readBlock(map, one)]))
  expect(palettes[theme]).toEqual(nameSheetColours((name) => named.get(name) ?? `${name} is not named`))
})
