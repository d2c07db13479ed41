/** One diagram of a file: a file of its own, or a fenced block of a Markdown document. */
export interface MermaidSource {
  readonly id: string
  readonly name: string
  /** `flowchart`, `c4`, `architecture`, or the word with which another diagram begins. */
  readonly type: string
  /** The whole file, so that places in it are places in the file; comments and directives are blank. */
  readonly text: string
  /** Where the body begins, after the word that says the type. */
  readonly start: number
  readonly end: number
  readonly title?: string | undefined
}

const types: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/(?:flowchart-elk|flowchart|graph)(?![\w-])/y, 'flowchart'],
  [/C4(?:Context|Container|Component|Dynamic|Deployment)(?![\w-])/y, 'c4'],
  [/architecture(?:-beta)?(?![\w-])/y, 'architecture'],
]

/** All diagrams of a text, in its order; those of kinds that cannot be read, too. */
export function findDiagrams(text: string): readonly MermaidSource[] {
  const blocks = findFences(text)
  const blanked = blankComments(text)
  if (blocks.length === 0) return openBlock(blanked, { start: 0, end: text.length, heading: undefined }, 0)
  return blocks.flatMap((block, index) => openBlock(blanked, block, index))
}

interface Block {
  readonly start: number
  readonly end: number
  readonly heading: string | undefined
}

/** The fenced blocks of a Markdown text, each with the heading it stands under. */
function findFences(text: string): readonly Block[] {
  const blocks: Block[] = []
  let heading: string | undefined
  let open: { readonly fence: string; readonly start: number; readonly isMermaid: boolean } | undefined
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at)
    const next = newline === -1 ? text.length : newline + 1
    const line = text.slice(at, Math.min(next, at + 400)).trim()
    if (open === undefined) {
      const fence = /^(?:>\s*)*(`{3,}|~{3,}|:{3})\s*\{?\.?(\w*)/.exec(line)
      if (fence !== null)
        open = { fence: fence[1] ?? '', start: next, isMermaid: fence[2]?.toLowerCase() === 'mermaid' }
      else heading = /^#{1,6}\s+(.{1,200})/.exec(line)?.[1] ?? heading
    } else if (line.startsWith(open.fence) && line.replaceAll(/[`~:]/g, '') === '') {
      if (open.isMermaid) blocks.push({ start: open.start, end: at, heading })
      open = undefined
    }
    at = next
  }
  if (open?.isMermaid === true) blocks.push({ start: open.start, end: text.length, heading })
  return blocks
}

function openBlock(text: string, { start, end, heading }: Block, index: number): readonly MermaidSource[] {
  const head = text.slice(start, Math.min(end, start + 20_000))
  const frontMatter = /^\s*---[ \t]*\r?\n(?:[^\n]*\n)*?[ \t]*---[ \t]*(?:\r?\n|$)/.exec(head)
  const title = frontMatter === null ? undefined : /^[ \t]*title[ \t]*:([^\n]+)$/m.exec(frontMatter[0])?.[1]
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
      text,
      start: known?.[0].lastIndex ?? from + word[0].length,
      end,
      title: title?.trim().replaceAll(/^["']|["']$/g, ''),
    },
  ]
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
  return parts.join('').replaceAll(/^[ \t]*%%[^\n]*/gm, blank)
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}
