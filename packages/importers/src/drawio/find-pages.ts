import type { FilePlace, ImportDiagnostic } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { importLimits } from '../limits.ts'
import { decodeCharacters } from '../plain-text.ts'
import { findElements, readXml } from './read-xml.ts'
import type { XmlElement } from './read-xml.ts'
import { unpackPage } from './unpack.ts'

export interface Page {
  readonly id: string
  readonly name: string
  /** The element "root" of its model, whose children are the cells. */
  readonly root: XmlElement
  /** Where an element of it stands in the file; for a packed page that is where the page stands. */
  place(element: XmlElement): FilePlace
}

export type Pages =
  | { readonly ok: true; readonly pages: readonly Page[]; readonly diagnostics: readonly ImportDiagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly ImportDiagnostic[] }

/** The pages of a file: draw.io's own, or what draw.io hides in the SVG and HTML that it exports. */
export function findPages(text: string): Pages {
  const carried = openCarrier(text)
  if (carried === undefined) {
    return refuse('This SVG or HTML holds no draw.io diagram: export it with "include a copy of my diagram".', {
      line: 1,
    })
  }
  const found = placeFinder(carried.text)
  const place = (offset: number): FilePlace => carried.at ?? found(offset)
  const unpacked = /^[\s\uFEFF]*</.test(carried.text)
    ? { ok: true as const, text: carried.text }
    : unpackPage(carried.text)
  if (!unpacked.ok) return refuse(unpacked.message, { line: 1 })
  const xml = readXml(unpacked.text.replace(/^\uFEFF/, ''))
  if (!xml.ok) return refuse(xml.message, carried.at ?? xml.at)
  const diagrams = findElements(xml.root, 'diagram')
  if (diagrams.length > 0) return readDiagrams(diagrams, place)
  const [root] = findElements(xml.root, 'root')
  if (root === undefined) {
    return refuse(
      `This is XML and no draw.io file: <mxfile> was expected, and <${xml.root.name}> found.`,
      place(xml.root.offset),
    )
  }
  return {
    ok: true,
    pages: [{ id: 'page', name: 'Page-1', root, place: ({ offset }) => place(offset) }],
    diagnostics: [],
  }
}

function readDiagrams(diagrams: readonly XmlElement[], place: (offset: number) => FilePlace): Pages {
  const pages: Page[] = []
  const diagnostics: ImportDiagnostic[] = []
  const ids = new Set<string>()
  let budget: number = importLimits.inflated
  diagrams.forEach((diagram, index) => {
    const name = diagram.attributes.get('name') ?? `Page-${index + 1}`
    const at = place(diagram.offset)
    let id = diagram.attributes.get('id') ?? `page-${index + 1}`
    for (let n = 2; ids.has(id); n++) id = `${diagram.attributes.get('id') ?? 'page'}-${n}`
    ids.add(id)
    const [plain] = findElements(diagram, 'root')
    if (plain !== undefined) {
      pages.push({ id, name, root: plain, place: ({ offset }) => place(offset) })
      return
    }
    if (diagram.text.trim() === '') return
    const unpacked = unpackPage(diagram.text, budget)
    if (!unpacked.ok) {
      diagnostics.push({ kind: 'lost', message: `The page "${name}" was left out: ${unpacked.message}`, ...at })
      return
    }
    budget -= unpacked.text.length
    const xml = readXml(unpacked.text)
    const [root] = xml.ok ? findElements(xml.root, 'root') : []
    if (root !== undefined) pages.push({ id, name, root, place: () => at })
    else {
      const why = xml.ok ? 'There is no model in it.' : xml.message
      diagnostics.push({ kind: 'lost', message: `The page "${name}" was left out: ${why}`, ...at })
    }
  })
  if (pages.length > 0) return { ok: true, pages, diagnostics }
  if (diagnostics.length === 0) return refuse('There is nothing on any page of this file.', { line: 1 })
  return { ok: false, diagnostics: diagnostics.map((one) => ({ ...one, kind: 'error' })) }
}

/** What draw.io has put into an SVG or HTML, and where it stands there; the text itself when it carries nothing. */
function openCarrier(text: string): { readonly text: string; readonly at?: FilePlace } | undefined {
  const head = text.slice(0, 4_096)
  if (/<svg[\s>]/i.test(head) && !/<mxfile|<mxGraphModel/.test(head.split(/<svg[\s>]/i)[0] ?? '')) {
    return attributeOf(text, /\scontent=(?=["'])/i)
  }
  if (/<html[\s>]|<!doctype html/i.test(head)) return openHtml(text)
  return { text }
}

/** The HTML that draw.io exports has JSON in an attribute, with the XML as one of its texts. */
function openHtml(text: string): { readonly text: string; readonly at?: FilePlace } | undefined {
  const attribute = attributeOf(text, /\sdata-mxgraph=(?=["'])/i)
  if (attribute === undefined) return undefined
  try {
    const data: unknown = JSON.parse(attribute.text)
    if (typeof data !== 'object' || data === null || !('xml' in data) || typeof data.xml !== 'string') return undefined
    return { ...attribute, text: data.xml }
  } catch {
    return undefined
  }
}

function attributeOf(text: string, before: RegExp): { readonly text: string; readonly at: FilePlace } | undefined {
  const match = before.exec(text)
  if (match === null) return undefined
  const start = match.index + match[0].length
  const end = text.indexOf(text.charAt(start), start + 1)
  if (end === -1) return undefined
  return { text: decodeCharacters(text.slice(start + 1, end)), at: placeFinder(text)(start) }
}

function refuse(message: string, at: FilePlace): Pages {
  return { ok: false, diagnostics: [{ kind: 'error', message, ...at }] }
}
