import { readColours } from '../picture/colours.ts'
import type { SheetColours } from './sheet.ts'

/**
 * The colours of a theme, whichever the page wears now: the theme is put on for the moment of reading, and nothing is
 * painted in between.
 *
 * @param element an element of the map, where the map's own colours are in force
 */
export function readSheetColours(element: Element, theme: 'light' | 'dark'): SheetColours {
  const { dataset } = document.documentElement
  const before = dataset['theme']
  dataset['theme'] = theme
  try {
    const style = getComputedStyle(element)
    const read = (name: string): string => style.getPropertyValue(name).trim()
    return {
      ...readColours(element),
      text3: read('--text-3'),
      sunken: read('--surface-sunken'),
      accent: read('--accent'),
      accentTint: read('--accent-tint'),
    }
  } finally {
    if (before === undefined) delete dataset['theme']
    else dataset['theme'] = before
  }
}
