import { isSign, peek, skipBlock, takeSign, takeWord } from './token-reader.ts'
import type { TokenReader } from './token-reader.ts'

/** What the specification says of a kind of elements. */
export interface ElementKind {
  shape?: string | undefined
  technology?: string | undefined
}

/** Reads `specification { element x { style { shape person } } … }`; only elements and deployment nodes count here. */
export function readSpecification(reader: TokenReader, kinds: Map<string, ElementKind>): void {
  if (!takeSign(reader, '{')) return
  for (let token = peek(reader); token !== undefined && !isSign(token, '}'); token = peek(reader)) {
    reader.at++
    if (token.kind !== 'word' || !/^(?:element|deploymentNode|node|relationship|tag|color)$/.test(token.text)) {
      if (isSign(token, '{')) {
        reader.at--
        skipBlock(reader)
      }
      continue
    }
    const name = takeWord(reader)
    const kind: ElementKind = {}
    if (isSign(peek(reader), '{')) readKind(reader, kind)
    if (name !== undefined && /^(?:element|deploymentNode|node)$/.test(token.text)) kinds.set(name, kind)
  }
  takeSign(reader, '}')
}

/** Its fields may lie in `style { }` or not: shape and technology mean the same in both. */
function readKind(reader: TokenReader, kind: ElementKind): void {
  let depth = 0
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    reader.at++
    if (isSign(token, '{')) depth++
    if (isSign(token, '}') && --depth <= 0) return
    if (token.kind !== 'word') continue
    if (token.text === 'shape' || token.text === 'technology') {
      takeSign(reader, ':')
      const value = peek(reader)
      if (value !== undefined && value.kind !== 'sign') {
        kind[token.text] = value.text
        reader.at++
      }
    }
  }
}
