/** A part of a document that holds one diagram. */
export interface Block {
  readonly start: number
  readonly end: number
  /** The heading it stands under. */
  readonly heading: string | undefined
  /** It stands in a quotation, whose lines begin with `>`, or in HTML, where `>` is `&gt;`. */
  readonly within?: 'quotation' | 'html' | undefined
}

/** Lines that are longer are neither fences nor headings. */
const longestLine = 400
const fenceLine = /^(`{3,}|~{3,}|:{3})\s*\{?\.?(\w*)/
const shortCodeLine = /^\{\{[<%]\s*mermaid\b/
const elementLine = /^(\s*)(<(div|pre)\b[^<>]{0,200}\bclass=["']?[\w -]{0,60}\bmermaid\b[^<>]{0,200}>)/i

/**
 * The diagrams of a Markdown text: fenced blocks, short codes (`{{< mermaid >}}`), and elements of HTML of the class
 * `mermaid`.
 */
export function findBlocks(text: string): readonly Block[] {
  const blocks: Block[] = []
  let heading: string | undefined
  let open:
    | { readonly start: number; readonly isMermaid: boolean; readonly end: RegExp; readonly within: Block['within'] }
    | undefined
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at)
    let next = newline === -1 ? text.length : newline + 1
    const whole = text.slice(at, Math.min(next, at + longestLine))
    const line = whole.replace(/^(?:[ \t]*>)+/, '').trim()
    if (open !== undefined) {
      if (open.end.test(line)) {
        if (open.isMermaid) blocks.push({ start: open.start, end: at, heading, within: open.within })
        open = undefined
      }
    } else {
      const [, fence, word = ''] = fenceLine.exec(line) ?? []
      const [, indent = '', tag, name = ''] = elementLine.exec(whole) ?? []
      if (fence !== undefined) {
        const end = new RegExp(`^${fence}[\`~:]*$`)
        const within = /^[ \t]*>/.test(whole) ? 'quotation' : undefined
        open = { start: next, isMermaid: word.toLowerCase() === 'mermaid', end, within }
      } else if (shortCodeLine.test(line)) {
        open = { start: next, isMermaid: true, end: /^\{\{[<%]\s*\/\s*mermaid\b/, within: undefined }
      } else if (tag !== undefined) {
        const start = at + indent.length + tag.length
        const closing = new RegExp(`</${name}`, 'gi')
        closing.lastIndex = start
        const end = closing.exec(text)?.index ?? text.length
        blocks.push({ start, end, heading, within: 'html' })
        next = Math.max(next, end)
      } else heading = /^#{1,6}\s+(.{1,200})/.exec(line)?.[1] ?? heading
    }
    at = next
  }
  if (open?.isMermaid === true) blocks.push({ start: open.start, end: text.length, heading, within: open.within })
  return blocks
}

/** The text with the marks of quotations and of HTML gone from its blocks, and every place where it was. */
export function unwrapBlocks(text: string, blocks: readonly Block[]): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, within } of blocks) {
    if (within === undefined) continue
    parts.push(text.slice(at, start))
    const block = text.slice(start, end)
    parts.push(
      within === 'html' ? decodeInPlace(block) : block.replaceAll(/^(?:[ \t]*>)+/gm, (mark) => ' '.repeat(mark.length)),
    )
    at = end
  }
  parts.push(text.slice(at))
  return parts.join('')
}

function decodeInPlace(html: string): string {
  const characters: Readonly<Record<string, string>> = { '&gt;': '>', '&lt;': '<', '&quot;': '"', '&amp;': '&' }
  return html.replaceAll(/&(?:gt|lt|quot|amp);/g, (name) => (characters[name] ?? name).padEnd(name.length))
}
