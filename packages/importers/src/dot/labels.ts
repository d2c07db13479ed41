import { decodeCharacters, htmlToText, tidyLines } from '../plain-text.ts'
import type { DotValue } from './tree.ts'

/** What escapes such as `\N` stand for in a label. */
export interface LabelContext {
  readonly graph: string
  readonly node?: string | undefined
  readonly edge?: readonly [tail: string, head: string] | undefined
}

/** What is longer will be cut to much less; it is not worth reading. */
const longestLabel = 20_000

/** The text of a label as it is drawn, lines parted by `\n`. */
export function labelText(value: DotValue, context: LabelContext): string {
  const text = value.text.slice(0, longestLabel)
  return value.isHtml ? htmlToText(text) : tidyLines(decodeCharacters(readEscapes(text, context)))
}

export interface RecordLabel {
  /** The texts of all fields, one in each line. */
  readonly text: string
  readonly ports: readonly { readonly id: string; readonly label: string }[]
}

/** Reads the label of a record, `{<in> left | <out> right}`: its fields, and the ports among them. */
export function readRecord(label: string, context: LabelContext): RecordLabel {
  const value = label.slice(0, longestLabel)
  const fields: string[] = []
  const ports: { id: string; label: string }[] = []
  let text = ''
  let port: string | undefined
  const close = (): void => {
    const field = tidyLines(decodeCharacters(readEscapes(text, context)))
    if (field !== '') fields.push(field)
    if (port !== undefined && port.trim() !== '') ports.push({ id: port.trim(), label: field })
    text = ''
    port = undefined
  }
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') {
      text += value.slice(at, at + 2)
      at++
    } else if (character === '{' || character === '}' || character === '|') {
      close()
    } else if (character === '<') {
      const end = value.indexOf('>', at)
      if (end < 0) break
      port = value.slice(at + 1, end)
      at = end
    } else {
      text += character
    }
  }
  close()
  return { text: fields.join('\n'), ports }
}

/** The cells of an HTML label that edges can end at. */
export function readHtmlPorts(label: string): readonly { readonly id: string; readonly label: string }[] {
  const html = label.slice(0, longestLabel)
  const nextCell = /<\/?td\b/gi
  return [...html.matchAll(/<(?:td|table)\b([^<>]*)>/gi)].flatMap(({ 0: tag, 1: attributes = '', index }) => {
    const id = /\bport\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1] ?? ''
    if (id === '') return []
    nextCell.lastIndex = index + tag.length
    const end = nextCell.exec(html)?.index ?? html.length
    return [{ id, label: htmlToText(html.slice(index + tag.length, end)).replaceAll('\n', ' ') }]
  })
}

function readEscapes(text: string, { graph, node, edge }: LabelContext): string {
  return text.replaceAll(/\\([^])/g, (whole: string, letter: string) => {
    switch (letter) {
      case 'n':
      case 'l':
      case 'r':
        return '\n'
      case 'N':
        return node ?? whole
      case 'G':
        return graph
      case 'E':
        return edge?.join('->') ?? whole
      case 'T':
        return edge?.[0] ?? whole
      case 'H':
        return edge?.[1] ?? whole
      default:
        return letter
    }
  })
}
