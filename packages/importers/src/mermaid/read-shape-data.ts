import { parse } from 'yaml'
import type { Cursor } from './cursor.ts'
import { labelText, markdownText } from './label-text.ts'

/** What `@{ shape: cyl, label: "Orders" }` says of a node. */
export interface ShapeData {
  readonly label?: string | undefined
  /** The label as it is written. */
  readonly raw?: string | undefined
  readonly shape?: string | undefined
  readonly icon?: string | undefined
}

const longestData = 10_000

/** The data of a shape, whose `@{` was read; undefined, and stays, when nothing closes it. */
export function readShapeData(cursor: Cursor): ShapeData | undefined {
  const body = takeBraces(cursor)
  return body === undefined ? undefined : parseShapeData(body)
}

/** What stands before the closing brace; one in double quotes closes nothing, and a line that ends there is a break. */
function takeBraces(cursor: Cursor): string | undefined {
  const end = Math.min(cursor.end, cursor.at + longestData)
  const parts: string[] = []
  let isQuoted = false
  for (let at = cursor.at; at < end; at++) {
    const character = cursor.text.charAt(at)
    if (character === '}' && !isQuoted) {
      cursor.at = at + 1
      return parts.join('')
    }
    if (character === '"') isQuoted = !isQuoted
    parts.push(character === '\n' && isQuoted ? '<br/>' : character)
  }
  return undefined
}

function parseShapeData(body: string): ShapeData {
  try {
    const data: unknown = parse(body.includes('\n') ? body : `{ ${body} }`, { maxAliasCount: 0, logLevel: 'silent' })
    if (typeof data !== 'object' || data === null) return {}
    const field = (name: string): string | undefined => {
      const value: unknown = Reflect.get(data, name)
      if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(',')
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
    }
    const raw = field('label')
    // A label is Markdown here, unless it says that it is not.
    const isPlain = /^(?:text|string)$/.test(field('labelType') ?? '')
    const label = raw === undefined ? undefined : isPlain ? labelText(raw) : markdownText(raw)
    return { label, raw, shape: field('shape'), icon: field('icon') }
  } catch {
    return {}
  }
}
