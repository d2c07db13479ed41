import type { LikeC4Fields } from './model.ts'
import { isSign, peek, skipBlock, skipLine, takeSign, takeText, takeWord } from './token-reader.ts'
import type { TokenReader } from './token-reader.ts'

const textFields = new Set(['title', 'description', 'technology', 'summary', 'notation', 'notes'])
const wordFields = new Set([
  'shape',
  'icon',
  'color',
  'border',
  'opacity',
  'multiple',
  'size',
  'padding',
  'textSize',
  'iconColor',
  'iconSize',
  'iconPosition',
])

/** Reads a field of an element or of a kind of elements, such as `technology 'Go'` or `style { shape person }`; false when it is none. */
export function readField(reader: TokenReader, element: LikeC4Fields): boolean {
  const { text: word = '', line } = peek(reader) ?? {}
  const next = peek(reader, 1)
  if ((word === 'style' || word === 'metadata') && isSign(next, '{')) {
    reader.at++
    if (word === 'metadata') skipBlock(reader)
    else readStyle(reader, element)
    return true
  }
  if (textFields.has(word) && (next?.kind === 'text' || isSign(next, ':'))) {
    reader.at++
    takeSign(reader, ':')
    setText(element, word, takeText(reader))
    return true
  }
  if (word === 'link' && next !== undefined && next.line === line && !isSign(next, '=')) {
    reader.at++
    takeSign(reader, ':')
    const url = takeWord(reader) ?? takeText(reader) ?? ''
    const title = takeText(reader) ?? url
    element.links.push({ title, url })
    return true
  }
  if (wordFields.has(word) && next?.line === line && !isSign(next, '=')) {
    readWordField(reader, element)
    return true
  }
  return false
}

function readStyle(reader: TokenReader, element: LikeC4Fields): void {
  reader.at++
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (takeSign(reader, '}')) return
    if (token.kind === 'word' && wordFields.has(token.text)) readWordField(reader, element)
    else reader.at++
  }
}

/** `shape person`, `icon tech:graphql`, with a colon or without. */
function readWordField(reader: TokenReader, element: LikeC4Fields): void {
  const field = takeWord(reader)
  takeSign(reader, ':')
  const from = reader.at
  // The file may end here: then there is no line to stay in.
  const { line } = peek(reader) ?? { line: 0 }
  while (peek(reader)?.line === line && !isSign(peek(reader), '{', '}', ';', ',')) reader.at++
  if (reader.at === from) skipLine(reader)
  const value = reader.tokens
    .slice(from, reader.at)
    .map(({ text }) => text)
    .join('')
  if (field === 'shape') element.shape = value
  if (field === 'icon') element.icon = value
}

function setText(element: LikeC4Fields, field: string, text: string | undefined): void {
  if (text === undefined || text.trim() === '') return
  if (field === 'title') element.title = text
  if (field === 'technology') element.technology = text
  // The description says more than the summary.
  if (field === 'description') element.description = text
  if (field === 'summary') element.description ??= text
}
