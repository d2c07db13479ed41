import type { LikeC4Fields } from './model.ts'
import { readField } from './read-field.ts'
import { isSign, peek, skipBlock, takeSign, takeWord } from './token-reader.ts'
import type { TokenReader } from './token-reader.ts'

/** What a specification says of all elements of a kind, and of all relationships of one. */
export interface LikeC4Kinds {
  readonly elements: Map<string, LikeC4Fields>
  readonly relationships: Map<string, LikeC4Fields>
}

/** Reads `specification { element x { style { shape person } } … }`; tags and colours say nothing here. */
export function readSpecification(reader: TokenReader, kinds: LikeC4Kinds): void {
  if (!takeSign(reader, '{')) return
  for (let token = peek(reader); token !== undefined && !isSign(token, '}'); token = peek(reader)) {
    if (isSign(token, '{')) {
      skipBlock(reader)
      continue
    }
    reader.at++
    const into = token.kind === 'word' ? kindsOf(kinds, token.text) : undefined
    const name = into === undefined ? undefined : takeWord(reader)
    if (name !== undefined) into?.set(name, readKind(reader))
  }
  takeSign(reader, '}')
}

function kindsOf({ elements, relationships }: LikeC4Kinds, word: string): Map<string, LikeC4Fields> | undefined {
  if (word === 'relationship') return relationships
  return word === 'element' || word === 'deploymentNode' ? elements : undefined
}

function readKind(reader: TokenReader): LikeC4Fields {
  const kind: LikeC4Fields = { tags: [], links: [] }
  if (!takeSign(reader, '{')) return kind
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (takeSign(reader, '}')) break
    if (isSign(token, '{')) skipBlock(reader)
    else if (isSign(token, '#')) {
      reader.at++
      kind.tags.push(takeWord(reader) ?? '')
    } else if (!readField(reader, kind)) reader.at++
  }
  return kind
}
