import type { FilePlace } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { DotFault, Scanner } from './scan.ts'
import type { Token } from './scan.ts'
import type { DotAttributes, DotGraph, DotValue, EdgeEnd, NodeName, Statement } from './tree.ts'

export interface ParsedDot {
  readonly graphs: readonly DotGraph[]
  /** Why the rest of the file, or all of it, could not be read. */
  readonly fault: { readonly message: string; readonly at: FilePlace } | undefined
}

/** Reads all graphs of a DOT text, up to the first fault. The grammar is that of https://graphviz.org/doc/info/lang.html. */
export function parseDot(text: string): ParsedDot {
  const graphs: DotGraph[] = []
  try {
    const parser = new Parser(text)
    for (let graph = parser.readGraph(); graph !== undefined; graph = parser.readGraph()) graphs.push(graph)
    return { graphs, fault: undefined }
  } catch (error) {
    if (!(error instanceof DotFault)) throw error
    return { graphs, fault: { message: error.message, at: error.at } }
  }
}

/** Enough to say all that a graph may hold twice over. */
const mostStatements = 2 * (importLimits.nodes + importLimits.edges)

/** The attributes that mean something to us; colours, fonts and the like are for drawing, and there are hundreds. */
const attributesRead = new Set(
  'URL bb cluster comment dir headlabel headport height href image key label lhead ltail newrank pos rank shape style taillabel tailport tooltip width xlabel'.split(
    ' ',
  ),
)

class Parser {
  readonly #scanner: Scanner
  #token: Token
  #isDirected = true
  #depth = 0
  #statements = 0

  constructor(text: string) {
    this.#scanner = new Scanner(text)
    this.#token = this.#scanner.next()
  }

  /** The next graph of the file; undefined at its end. */
  readGraph(): DotGraph | undefined {
    if (this.#token.kind === 'end') return undefined
    const { at } = this.#token
    const isStrict = this.#takeKeyword('strict')
    this.#isDirected = this.#takeKeyword('digraph')
    if (!this.#isDirected && !this.#takeKeyword('graph')) throw this.#fault('"digraph" or "graph"')
    const name = this.#isSign('{') ? undefined : this.#readId('a name, or "{"').text
    return { name, isDirected: this.#isDirected, isStrict, statements: this.#readBody(), at }
  }

  /** Statements between braces. */
  #readBody(): readonly Statement[] {
    const opened = this.#token.at
    this.#expect('{')
    if (++this.#depth > importLimits.depth) {
      throw new DotFault(`The subgraphs are nested deeper than ${importLimits.depth} levels.`, opened)
    }
    const statements: Statement[] = []
    while (!this.#isSign('}')) {
      if (this.#token.kind === 'end') {
        throw new DotFault(`The file ends here, and the "{" of line ${opened.line} has no "}".`, this.#token.at)
      }
      // Semicolons part statements and mean nothing else; some files have them twice, or commas for them.
      if (!this.#takeSign(';') && !this.#takeSign(',')) statements.push(...this.#readStatement())
    }
    this.#take()
    this.#depth--
    return statements
  }

  #readStatement(): readonly Statement[] {
    if (++this.#statements > mostStatements) {
      throw new DotFault(`The file has more than ${mostStatements} statements.`, this.#token.at)
    }
    const target = this.#token.kind === 'word' ? targetOf(this.#token.text) : undefined
    if (target !== undefined) {
      this.#take()
      return [{ kind: 'defaults', of: target, attributes: this.#readAttributes() }]
    }
    const { at } = this.#token
    const first = this.#readEnd()
    const [word] = isNodes(first) ? first : []
    if (word !== undefined && word.port === undefined && this.#takeSign('=')) {
      const value = this.#readValue()
      const isRead = attributesRead.has(word.name)
      return [{ kind: 'defaults', of: 'graph', attributes: new Map(isRead ? [[word.name, value]] : []) }]
    }
    const ends = [first]
    while (this.#takeArrow()) ends.push(this.#readEnd())
    const attributes = this.#readAttributes()
    if (ends.length > 1) return [{ kind: 'edges', ends, attributes, at }]
    return [isNodes(first) ? { kind: 'mention', nodes: first, attributes } : first]
  }

  #readEnd(): EdgeEnd {
    const { at } = this.#token
    if (this.#takeKeyword('subgraph')) {
      const name = this.#isSign('{') ? undefined : this.#readId('the name of the subgraph, or "{"').text
      return { kind: 'subgraph', name, statements: this.#readBody(), at }
    }
    if (this.#isSign('{')) return { kind: 'subgraph', name: undefined, statements: this.#readBody(), at }
    const nodes = [this.#readNode()]
    // Commas also stand where semicolons should: then no name follows that could be meant as well.
    while (this.#isSign(',')) {
      this.#take()
      if (!this.#isName()) break
      nodes.push(this.#readNode())
    }
    return nodes
  }

  #readNode(): NodeName {
    const { at } = this.#token
    const name = this.#readId('a node, an edge, "subgraph" or "}"').text
    if (!this.#takeSign(':')) return { kind: 'node', name, port: undefined, at }
    const port = this.#readId('the name of a port').text
    // Behind it may stand the side of the node at which the edge ends.
    if (this.#takeSign(':')) this.#readId('a compass point')
    return { kind: 'node', name, port: compassPoints.has(port) ? undefined : port, at }
  }

  #readAttributes(): DotAttributes {
    const attributes = new Map<string, DotValue>()
    while (this.#takeSign('[')) {
      while (!this.#takeSign(']')) {
        const name = this.#readId('the name of an attribute, or "]"').text
        const value = this.#takeSign('=') ? this.#readValue() : { text: 'true', isHtml: false }
        if (attributesRead.has(name)) attributes.set(name, value)
        if (!this.#takeSign(',')) this.#takeSign(';')
      }
    }
    return attributes
  }

  #readValue(): DotValue {
    const { kind, text } = this.#readId('a value')
    return { text, isHtml: kind === 'html' }
  }

  #isName(): boolean {
    const { kind, text } = this.#token
    return kind === 'quoted' || kind === 'html' || (kind === 'word' && !isKeyword(text))
  }

  /** A word, a number or a text; quoted texts with `+` between them are one. */
  #readId(expected: string): Token {
    const token = this.#token
    if (!this.#isName()) throw this.#fault(expected)
    this.#take()
    if (token.kind !== 'quoted' || !this.#isSign('+')) return token
    const parts = [token.text]
    while (this.#takeSign('+')) {
      if (this.#token.kind !== 'quoted') throw this.#fault('a text in quotes')
      parts.push(this.#take().text)
    }
    return { ...token, text: parts.join('') }
  }

  /** Graphviz takes only the arrow that the kind of graph has; which one is meant is clear from either. */
  #takeArrow(): boolean {
    return this.#takeSign('->') || this.#takeSign('--')
  }

  #takeKeyword(keyword: string): boolean {
    if (this.#token.kind !== 'word' || this.#token.text.toLowerCase() !== keyword) return false
    this.#take()
    return true
  }

  #takeSign(sign: string): boolean {
    if (!this.#isSign(sign)) return false
    this.#take()
    return true
  }

  #isSign(sign: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === sign
  }

  #expect(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#fault(`"${sign}"`)
  }

  #take(): Token {
    const token = this.#token
    this.#token = this.#scanner.next()
    return token
  }

  #fault(expected: string): DotFault {
    const { kind, text, at } = this.#token
    const found = kind === 'end' ? 'the end of the file' : `"${text.slice(0, 40)}"`
    return new DotFault(`Expected ${expected}, and found ${found}.`, at)
  }
}

function isNodes(end: EdgeEnd): end is readonly NodeName[] {
  return !('kind' in end)
}

const keywords = new Set(['strict', 'graph', 'digraph', 'node', 'edge', 'subgraph'])
const compassPoints = new Set(['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw', 'c', '_'])

function isKeyword(word: string): boolean {
  return keywords.has(word.toLowerCase())
}

function targetOf(word: string): 'graph' | 'node' | 'edge' | undefined {
  const name = word.toLowerCase()
  return name === 'graph' || name === 'node' || name === 'edge' ? name : undefined
}
