import type { SheetColours } from '@statusgraph/picture'
import { nameColours } from '../picture/colours.ts'

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
    return nameSheetColours((name) => style.getPropertyValue(name).trim())
  } finally {
    if (before === undefined) delete dataset['theme']
    else dataset['theme'] = before
  }
}

/** The colours of a sheet by the names that the style sheets give them. */
export function nameSheetColours(read: (name: string) => string): SheetColours {
  return {
    ...nameColours(read),
    text3: read('--text-3'),
    sunken: read('--surface-sunken'),
    accent: read('--accent'),
    accentTint: read('--accent-tint'),
  }
}
