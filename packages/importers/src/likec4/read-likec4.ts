import type { ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { emptyTree } from './model.ts'
import type { LikeC4Tree } from './model.ts'
import { isTooMuch, readExtensions, readModel } from './read-model.ts'
import type { ModelReader } from './read-model.ts'
import { readSpecification } from './read-specification.ts'
import type { LikeC4Kinds } from './read-specification.ts'
import { isSign, peek, skipBlock, skipLine } from './token-reader.ts'
import { readTokens } from './tokens.ts'
import type { Token } from './tokens.ts'

/** What a file says, before names are looked up. */
export interface LikeC4File {
  readonly kinds: LikeC4Kinds
  readonly model: LikeC4Tree
  readonly deployment: LikeC4Tree
}

/** Reads the blocks of a file; the same block may come several times. */
export function readFile(text: string, diagnostics: ImportDiagnostic[]): LikeC4File {
  const file: LikeC4File = {
    kinds: { elements: new Map(), relationships: new Map() },
    model: emptyTree(),
    deployment: emptyTree(),
  }
  const tokens = readTokens(text)
  if (tokens.length >= importLimits.words) {
    diagnostics.push({ kind: 'lost', message: `Only the first ${importLimits.words} words of the file were read.` })
  }
  const reader: ModelReader = { tokens, at: 0, tree: file.model, diagnostics, extensions: [] }
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (isTooMuch(reader)) break
    if (isSign(token, '{')) skipBlock(reader)
    else reader.at++
    if (token.kind === 'word') readTopBlock(reader, token, file)
  }
  readExtensions(reader)
  return file
}

function readTopBlock(reader: ModelReader, token: Token, file: LikeC4File): void {
  const { diagnostics } = reader
  const { line } = token
  switch (token.text) {
    case 'specification':
      return readSpecification(reader, file.kinds)
    case 'model':
    case 'deployment':
      reader.tree = file[token.text]
      return readModel(reader)
    case 'views':
      diagnostics.push({ kind: 'note', message: 'Views are left out; the whole model is there.', line })
      return skipToBlock(reader)
    case 'global':
    case 'likec4lib':
      return skipToBlock(reader)
    case 'import':
      diagnostics.push({
        kind: 'lost',
        message: 'Another project is never opened: what it holds is missing here.',
        line,
      })
      while (peek(reader) !== undefined && peek(reader)?.kind !== 'text') reader.at++
      reader.at++
      return
    default:
      diagnostics.push({ kind: 'lost', message: `This is not understood: ${token.text.slice(0, 60)}`, line })
      skipLine(reader)
      if (isSign(peek(reader), '{')) skipBlock(reader)
  }
}

/** Goes past the block that follows, and past what stands before it in the same line, such as the name of views. */
function skipToBlock(reader: ModelReader): void {
  skipLine(reader)
  if (isSign(peek(reader), '{')) skipBlock(reader)
}
