import { revealHidden } from '../words/visible-text.ts'

type Value = string | number | undefined

/** An element of SVG as plain data: it becomes a file, or a part of the page. */
export interface SvgElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, Value>>
  readonly children: readonly (SvgElement | string)[]
}

export function element(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  children: readonly (SvgElement | string)[] = [],
): SvgElement {
  return { name, attributes, children }
}

/** Writes an element as text. Everything in it is escaped, so a name is never markup. */
export function writeElement({ name, attributes, children }: SvgElement): string {
  let open = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) open += ` ${key}="${escapeText(writeValue(value))}"`
  }
  if (children.length === 0) return `${open}/>`
  const inside = children.map((child) => (typeof child === 'string' ? escapeText(child) : writeElement(child)))
  return `${open}>${inside.join('')}</${name}>`
}

export interface Lettering {
  readonly sizePx: number
  readonly weight: 400 | 600
  readonly fill: string
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** A line of text whose middle is at `y`. */
export function textAt(text: string, x: number, y: number, { sizePx, weight, fill, anchor }: Lettering): SvgElement {
  return element(
    'text',
    {
      x,
      // By a number instead of `dominant-baseline`, which not every program that opens SVG knows.
      y: y + sizePx * 0.36,
      'font-size': sizePx,
      'font-weight': weight,
      fill,
      'text-anchor': anchor === 'start' ? undefined : anchor,
    },
    [revealHidden(text)],
  )
}

/** Moves what is drawn from the origin to a place. */
export function movedTo(x: number, y: number, children: readonly SvgElement[]): SvgElement {
  return element('g', { transform: `translate(${writeValue(x)} ${writeValue(y)})` }, children)
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as XML has it. What is no character of XML, such as a control sign, would make the whole file unreadable. */
function escapeText(text: string): string {
  let escaped = ''
  for (const sign of text.toWellFormed())
    escaped += isAllowed(sign.codePointAt(0) ?? 0) ? (signs[sign] ?? sign) : '\uFFFD'
  return escaped
}

function isAllowed(code: number): boolean {
  return code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 0x09 || code === 0x0a || code === 0x0d
}

/** An attribute's value: numbers to two places. */
export function writeValue(value: string | number): string {
  return typeof value === 'string' ? value : String(Math.round(value * 100) / 100)
}
