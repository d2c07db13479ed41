import { card } from '@statusgraph/layout'
import type { SheetColours } from './colours.ts'
import type { SvgElement } from './elements.ts'
import { element } from './elements.ts'
import type { FindIcon } from './find-icon.ts'

/** The icons of one sheet: each is held once, however many nodes show it. */
export class SheetIcons {
  readonly #findIcon: FindIcon
  readonly #colours: SheetColours
  readonly #images = new Map<string, SvgElement>()

  constructor(findIcon: FindIcon, colours: SheetColours) {
    this.#findIcon = findIcon
    this.#colours = colours
  }

  /** The id under which an icon is held, or why there is none. */
  hold(icon: string): { readonly kind: 'held'; readonly id: string } | { readonly kind: 'waiting' | 'none' } {
    const known = this.#images.get(icon)
    if (known !== undefined) return { kind: 'held', id: String(known.attributes['id']) }
    const found = this.#findIcon(icon, this.#colours)
    if (found.kind !== 'drawn') return { kind: found.kind }
    const id = `sheet-icon-${this.#images.size + 1}`
    this.#images.set(icon, element('image', { id, width: card.iconPx, height: card.iconPx, href: found.href }))
    return { kind: 'held', id }
  }

  /** What is held, for the definitions of the drawing. */
  get definitions(): readonly SvgElement[] {
    return [...this.#images.values()]
  }
}
