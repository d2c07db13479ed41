import { textOf } from './reading.ts'
import type { Reading } from './reading.ts'
import type { Statement } from './statements.ts'

/** Reads `element "Database" { shape cylinder }`: what has the tag is drawn so. */
export function readStyle(reading: Reading, { tokens, body = [] }: Statement): void {
  if (tokens[0]?.text.toLowerCase() !== 'element') return
  const shape = body.find((field) => field.tokens[0]?.text.toLowerCase() === 'shape')
  const tag = textOf(reading, tokens[1]).toLowerCase()
  if (shape !== undefined) reading.workspace.shapes.set(tag, textOf(reading, shape.tokens[1]))
}
