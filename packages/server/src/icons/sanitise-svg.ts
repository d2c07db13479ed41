import { DOMParser, type Attr, type Document, type Element, type Node } from '@xmldom/xmldom'
import { allowedAttributes, allowedElements, silentElements, textElements } from './svg-rules.ts'
import { cleanDeclarations, cleanSheet, readValue } from './svg-style.ts'
import { weighDrawing, type DrawnPart } from './weigh-drawing.ts'

export type Sanitised =
  | {
      readonly ok: true
      readonly svg: string
      /** What was taken out and might be missed. */
      readonly removed: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }

export const svgLimits = { bytes: 64 * 1024, elements: 4_000, depth: 60 } as const

const sidePx = 64
const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'
/** Of the outermost element; they are written by us. */
const sizeAttributes: ReadonlySet<string> = new Set(['width', 'height', 'viewBox', 'x', 'y'])
const id = /^[\w.:-]{1,200}$/

/**
 * Writes a drawing anew from what is allowed in it: shapes, colours, text. Nothing of the file gets through as it
 * stands, so what a browser reads is what was judged here.
 */
export function sanitiseSvg(bytes: Uint8Array): Sanitised {
  if (bytes.length > svgLimits.bytes) return refuse(`it is larger than ${svgLimits.bytes / 1024} KiB`)
  const read = parse(bytes)
  if (!read.ok) return read
  const root = read.document.documentElement
  if (root === null || root.namespaceURI !== svgNamespace || root.localName !== 'svg')
    return refuse(`it does not begin with <svg xmlns="${svgNamespace}">`)
  const writer = new Writer()
  const written = writer.write(root, 1)
  if (written === undefined) return refuse(writer.refusal ?? 'it holds no drawing')
  const weight = weighDrawing(written.part, writer.byId)
  if (!weight.ok) return refuse(weight.reason)
  const head = sizeOf(root)
  if (head === undefined) return refuse('it says neither width and height nor a viewBox')
  return {
    ok: true,
    svg: `<svg xmlns="${svgNamespace}"${head}${written.text.slice('<svg'.length)}\n`,
    removed: [...writer.removed].toSorted(),
  }
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason }
}

type Parsed = { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly reason: string }

function parse(bytes: Uint8Array): Parsed {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('it is not UTF-8 text')
  }
  if (/<!(?:doctype|entity)/i.test(text))
    return refuse('it has a <!DOCTYPE>, which may define what stands for what: remove that line')
  if (/^\s*<\?xml[^>]*encoding\s*=\s*(?!["']utf-?8["'])/i.test(text)) return refuse('it says that it is not UTF-8 text')
  let fault: string | undefined
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        fault ??= message
        throw new Error(message)
      },
    })
    return { ok: true, document: parser.parseFromString(text, 'image/svg+xml') }
  } catch (error) {
    const [line = ''] = (fault ?? (error instanceof Error ? error.message : String(error))).split('\n')
    return refuse(`it is not XML: ${line.slice(0, 200)}`)
  }
}

/** The size that a browser shall believe, whatever the file says: an icon is never a thousand pixels wide. */
function sizeOf(root: Element): string | undefined {
  const given = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const bare = ['width', 'height'].map((name) => Number.parseFloat(root.getAttribute(name) ?? ''))
  const [x = 0, y = 0, width = NaN, height = NaN] = given.length === 4 ? given : [0, 0, ...bare]
  const isSound = [x, y, width, height].every((one) => Number.isFinite(one) && Math.abs(one) < 1e6)
  if (!isSound || width <= 0 || height <= 0) return undefined
  const k = sidePx / Math.max(width, height)
  return ` width="${round(width * k)}" height="${round(height * k)}" viewBox="${x} ${y} ${width} ${height}"`
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

interface Written {
  readonly text: string
  readonly part: DrawnPart
}

class Writer {
  readonly removed = new Set<string>()
  readonly byId = new Map<string, DrawnPart>()
  refusal: string | undefined
  #elements = 0
  /** What the style sheets make elements point to. */
  readonly #sheetTargets = new Map<string, readonly string[]>()
  readonly #styled: { readonly element: Element; readonly targets: string[] }[] = []

  write(root: Element, depth: number): Written | undefined {
    const written = this.#element(root, depth)
    for (const { element, targets } of this.#styled) targets.push(...this.#targetsBySheet(element))
    return this.refusal === undefined ? written : undefined
  }

  #element(element: Element, depth: number): Written | undefined {
    const name = element.localName ?? ''
    if (++this.#elements > svgLimits.elements) return this.#stop(`it has more than ${svgLimits.elements} elements`)
    if (depth > svgLimits.depth) return this.#stop(`it is nested more than ${svgLimits.depth} deep`)
    if (element.namespaceURI !== svgNamespace || !allowedElements.has(name)) {
      // What an editor writes in a namespace of its own draws nothing anywhere.
      const isForeign = element.namespaceURI !== svgNamespace && !/xhtml|mathml/i.test(element.namespaceURI ?? '')
      if (!isForeign && !silentElements.has(name)) this.removed.add(`<${name}>`)
      return undefined
    }
    if (name === 'style') return this.#style(element)
    const targets: string[] = []
    const attributes = [...element.attributes].map((attribute) => this.#attribute(attribute, depth, targets)).join('')
    const inside: Written[] = []
    for (let child: Node | null = element.firstChild; child !== null; child = child.nextSibling) {
      const written = this.#node(child, name, depth)
      if (written !== undefined) inside.push(written)
    }
    const part: DrawnPart = { parts: inside.map((one) => one.part), targets }
    this.#styled.push({ element, targets })
    const own = element.getAttribute('id')
    if (own !== null && !this.byId.has(own)) this.byId.set(own, part)
    return { text: `<${name}${attributes}>${inside.map((one) => one.text).join('')}</${name}>`, part }
  }

  #node(child: Node, parent: string, depth: number): Written | undefined {
    if (isElement(child)) return this.#element(child, depth + 1)
    if (!isText(child) || !textElements.has(parent)) return undefined
    return { text: escape(child.nodeValue ?? ''), part: { parts: [], targets: [] } }
  }

  #style(element: Element): Written {
    let text = ''
    for (let child: Node | null = element.firstChild; child !== null; child = child.nextSibling) {
      if (isElement(child)) this.removed.add('a part of its style')
      else if (isText(child)) text += child.nodeValue ?? ''
    }
    const sheet = cleanSheet(text)
    if (!sheet.isWhole) this.removed.add('a part of its style')
    for (const [selector, targets] of sheet.targets)
      this.#sheetTargets.set(selector, [...(this.#sheetTargets.get(selector) ?? []), ...targets])
    return { text: `<style>${escape(sheet.text)}</style>`, part: { parts: [], targets: [] } }
  }

  #attribute(attribute: Attr, depth: number, targets: string[]): string {
    const { localName, namespaceURI, value } = attribute
    const name = localName ?? ''
    if (name === 'href' && (namespaceURI === null || namespaceURI === xlinkNamespace)) {
      const target = value.trim().slice(1)
      if (!value.trim().startsWith('#') || !id.test(target)) return this.#leaveOut('a link to something outside')
      targets.push(target)
      return ` href="#${target}"`
    }
    if (namespaceURI !== null) return ''
    if (name === 'style') {
      const style = cleanDeclarations(value)
      if (!style.isWhole) this.removed.add('a part of its style')
      targets.push(...style.targets)
      return style.text === '' ? '' : ` style="${escape(style.text)}"`
    }
    if (/^on/i.test(name)) return this.#leaveOut(`the attribute ${name.toLowerCase()}`)
    if (!allowedAttributes.has(name)) return ''
    if (depth === 1 && sizeAttributes.has(name)) return ''
    if (name === 'id' || name === 'class') return /^[\w.:\s-]{1,400}$/.test(value) ? ` ${name}="${value}"` : ''
    const read = readValue(value)
    if (read === undefined) return this.#leaveOut(`the attribute ${name}`)
    targets.push(...read.targets)
    return ` ${name}="${escape(value)}"`
  }

  #targetsBySheet(element: Element): readonly string[] {
    const classes = (element.getAttribute('class') ?? '').split(/\s+/).map((one) => `.${one}`)
    const selectors = [...classes, `#${element.getAttribute('id') ?? ''}`, element.localName ?? '']
    return selectors.flatMap((selector) => this.#sheetTargets.get(selector) ?? [])
  }

  #leaveOut(what: string): '' {
    this.removed.add(what)
    return ''
  }

  #stop(reason: string): undefined {
    this.refusal ??= reason
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE
}

function isText(node: Node): boolean {
  return node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
