import { writeValue } from '@statusgraph/picture'
import type { SvgElement } from '@statusgraph/picture'

/** Makes an element of the page. */
export function createElement({ name, attributes, children }: SvgElement): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && key !== 'xmlns') made.setAttribute(key, writeValue(value))
  }
  made.append(...children.map((child) => (typeof child === 'string' ? child : createElement(child))))
  return made
}
