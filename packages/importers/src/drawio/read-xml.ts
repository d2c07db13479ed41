import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { FilePlace } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { importLimits } from '../limits.ts'
import { decodeCharacters } from '../plain-text.ts'
import { tellXmlFault } from './tell-xml-fault.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text between its tags, without that of its children. */
  readonly text: string
  /** Where it begins in the text that was read. */
  readonly offset: number
}

export type XmlText =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly message: string; readonly at: FilePlace }

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
  // Entities that a file defines itself are the way to make a small file huge; it may use only those of XML.
  processEntities: false,
  maxNestedTags: importLimits.depth,
})

/**
 * Reads an XML text with one root. A document type may be named, as SVG does, and not be defined.
 *
 * @example readXml('<mxfile><diagram/></mxfile>')
 */
export function readXml(text: string): XmlText {
  const typeAt = text.search(/<!ENTITY|<!DOCTYPE[^<>[]*\[/i)
  if (typeAt !== -1) {
    return {
      ok: false,
      message: 'The file defines a document type of its own, which is not read.',
      at: placeFinder(text)(typeAt),
    }
  }
  const valid = XMLValidator.validate(text)
  if (valid !== true) {
    return { ok: false, message: 'This is no XML.', at: { line: 1 }, ...tellXmlFault(text, valid.err) }
  }
  try {
    const parsed: unknown = parser.parse(text)
    const [root] = elementsOf(parsed)
    if (root !== undefined) return { ok: true, root }
    return { ok: false, message: 'This is no XML: there is no element in it.', at: { line: 1 } }
  } catch (error) {
    // The library throws for what its validator lets pass: comments that do not end, names it refuses, and depth.
    const fault = tellXmlFault(text, undefined)
    if (fault !== undefined) return { ok: false, ...fault }
    const reason = error instanceof Error ? error.message : String(error)
    const message = /nested/i.test(reason) ? `The file is nested deeper than ${importLimits.depth} levels.` : reason
    return { ok: false, message, at: { line: 1 } }
  }
}

/** Every element inside, at any depth, in the order of the file. */
export function findElements(element: XmlElement, name: string): readonly XmlElement[] {
  const inside = element.children.flatMap((child) => findElements(child, name))
  return element.name === name ? [element, ...inside] : inside
}

function elementsOf(list: unknown): readonly XmlElement[] {
  return asList(list).flatMap((item) => {
    const entry = asRecord(item)
    const name = Object.keys(entry).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined) return []
    const content = asList(entry[name])
    return [
      {
        name,
        attributes: new Map(
          Object.entries(asRecord(entry[':@'])).map(([key, value]) => [key.slice(1), decodeCharacters(String(value))]),
        ),
        children: elementsOf(content),
        text: decodeCharacters(content.map(textIn).join('')),
        offset: offsetOf(entry),
      },
    ]
  })
}

function textIn(part: unknown): string {
  const text = asRecord(part)['#text']
  return typeof text === 'string' ? text : ''
}

function offsetOf(entry: Readonly<Record<PropertyKey, unknown>>): number {
  // The library keeps it under its only symbol, and types that symbol as an object.
  const [metaData] = Object.getOwnPropertySymbols(entry)
  const { startIndex } = metaData === undefined ? {} : asRecord(entry[metaData])
  return typeof startIndex === 'number' ? startIndex : 0
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function asRecord(value: unknown): Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
