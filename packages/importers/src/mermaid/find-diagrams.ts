import { readYamlDocuments } from '../yaml-documents.ts'
import type { Block } from './find-blocks.ts'
import { findBlocks, unwrapBlocks } from './find-blocks.ts'

/** One diagram of a file: a file of its own, or a fenced block of a Markdown document. */
export interface MermaidSource {
  readonly id: string
  readonly name: string
  /** `flowchart`, `c4`, `architecture`, or the word with which another diagram begins. */
  readonly type: string
  /**
   * The file up to the end of this diagram, so that places in it are places in the file, and nothing reads over the
   * end; comments and directives are blank.
   */
  readonly text: string
  /** Where the body begins, after the word that says the type. */
  readonly start: number
  readonly end: number
  readonly title?: string | undefined
}

const types: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/(?:flowchart-elk|flowchart|graph|swimlane-beta)(?![\w-])/y, 'flowchart'],
  [/C4(?:Context|Container|Component|Dynamic|Deployment)(?![\w-])/y, 'c4'],
  [/architecture(?:-beta)?(?![\w-])/y, 'architecture'],
]

/** All diagrams of a text, in its order; those of kinds that cannot be read, too. */
export function findDiagrams(text: string): readonly MermaidSource[] {
  const blocks = findBlocks(text)
  const blanked = blankComments(unwrapBlocks(text, blocks))
  if (blocks.length === 0) {
    const whole = openBlock(blanked, { start: 0, end: text.length, heading: undefined }, 0)
    // Where it begins with no word at all, as a document does with the sign of a heading, it is no diagram.
    return whole.filter(({ type }) => /^[a-z][\w-]*$/i.test(type))
  }
  return blocks.flatMap((block, index) => openBlock(blanked, block, index))
}

function openBlock(text: string, { start, end, heading }: Block, index: number): readonly MermaidSource[] {
  const head = text.slice(start, Math.min(end, start + 20_000))
  const frontMatter = /^\s*---[ \t]*\r?\n(?:[^\n]*\n)*?[ \t]*---[ \t]*(?:\r?\n|$)/.exec(head)
  const title = frontMatter === null ? undefined : titleIn(frontMatter[0])
  const from = start + (frontMatter?.[0].length ?? 0)
  const word = /^\s*(\S{1,60})/.exec(text.slice(from, end))
  if (word === null) return []
  const at = from + word[0].length - (word[1] ?? '').length
  const known = types.find(([pattern]) => {
    pattern.lastIndex = at
    return pattern.test(text)
  })
  return [
    {
      id: `${index + 1}`,
      name: heading ?? `Diagram ${index + 1}`,
      type: known?.[1] ?? word[1] ?? '',
      text: text.slice(0, end),
      start: known?.[0].lastIndex ?? from + word[0].length,
      end,
      title,
    },
  ]
}

/** The title in a front matter, which is YAML, also where something else in it is none. */
function titleIn(frontMatter: string): string | undefined {
  const [, written] = /^[ \t]*title[ \t]*:([^\n]+)$/m.exec(frontMatter) ?? []
  if (written === undefined) return undefined
  const read = readYamlDocuments(written.trim())
  const value = read.ok ? read.documents[0]?.value : undefined
  return typeof value === 'string' ? value : written.trim()
}

/** Directives and lines of comment become blank, so that every place stays where it was. */
function blankComments(text: string): string {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const start = text.indexOf('%%{', at)
    const end = start === -1 ? -1 : text.indexOf('}%%', start)
    if (end === -1) break
    parts.push(text.slice(at, start), blank(text.slice(start, end + 3)))
    at = end + 3
  }
  parts.push(text.slice(at))
  return parts.join('').replaceAll(/^[^\S\n]*%%[^\n]*/gm, blank)
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}
