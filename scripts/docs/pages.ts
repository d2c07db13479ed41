import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { lexer, walkTokens } from 'marked'
import type { Token } from 'marked'

/** The folder of the project. */
export const root = join(import.meta.dirname, '..', '..')

/** A block of code, with the words behind its fence, such as `yaml config`. */
export interface CodeBlock {
  readonly page: string
  readonly kind: string
  readonly text: string
}

/** One page that people read, and what in it can be proven. */
export interface Page {
  /** From the folder of the project. */
  readonly file: string
  readonly text: string
  readonly isGenerated: boolean
  readonly links: readonly string[]
  /** What a `#fragment` may name, as on the pages of a code host. */
  readonly anchors: ReadonlySet<string>
  readonly blocks: readonly CodeBlock[]
  /** What stands in a line as `code`. */
  readonly spans: readonly string[]
}

/** Reads every page: those in the folder of the project, and all of docs. */
export function readPages(): readonly Page[] {
  const front = readdirSync(root).filter((name) => name.endsWith('.md'))
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
  return [...front, ...docs].toSorted().map((file) => readPage(file, readFileSync(join(root, file), 'utf8')))
}

/** Takes a page apart. */
export function readPage(file: string, markdown: string): Page {
  const links: string[] = []
  const anchors = new Set<string>()
  const blocks: CodeBlock[] = []
  const spans: string[] = []
  const slugger = new GithubSlugger()
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === 'link' || token.type === 'image') links.push(String(token['href']))
    if (token.type === 'html') links.push(...linksOfHtml(token.raw))
    if (token.type === 'heading') anchors.add(slugger.slug(plainText(token)))
    if (token.type === 'code')
      blocks.push({ page: file, kind: String(token['lang'] ?? ''), text: String(token['text']) })
    if (token.type === 'codespan') spans.push(String(token['text']))
  })
  return { file, text: markdown, isGenerated: file.startsWith('docs/reference/'), links, anchors, blocks, spans }
}

function linksOfHtml(html: string): readonly string[] {
  return html
    .matchAll(/\b(?:src|srcset|href)="([^"]*)"/g)
    .map(([, link]) => link ?? '')
    .toArray()
}

function plainText(token: Token): string {
  if (!('tokens' in token) || token.tokens === undefined) return 'text' in token ? String(token['text']) : ''
  return token.tokens.map((inner) => plainText(inner)).join('')
}
