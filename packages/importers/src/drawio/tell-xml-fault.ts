import type { FilePlace } from '../draft.ts'
import { placeFinder } from '../find-place.ts'

/** What the XML library says of a text that it refuses. */
interface LibraryFault {
  readonly code: string
  readonly msg: string
  readonly line: number
  readonly col: number
}

interface Fault {
  readonly message: string
  readonly offset: number
  /** Whether it is seen only at the end of the text. */
  readonly isAtEnd?: boolean
}

/**
 * Says in plain words what is wrong with a text that is no XML, and where. The library tells of a file that was cut off
 * neither where nor what is open, so tags are walked once more.
 */
export function tellXmlFault(
  text: string,
  library: LibraryFault | undefined,
): { readonly message: string; readonly at: FilePlace } | undefined {
  const placeOf = placeFinder(text)
  const found = findFault(text, placeOf)
  const at = found === undefined ? undefined : placeOf(found.offset)
  if (library === undefined) return found === undefined || at === undefined ? undefined : { message: found.message, at }
  const { code, msg, line, col } = library
  // Where nothing is an element, the library knows no place.
  const libraryAt = { line: line > 0 ? line : 1, column: col > 0 ? col : 1 }
  const isOfTags = code !== 'InvalidAttr' && code !== 'InvalidChar'
  const isEarlier = at !== undefined && found?.isAtEnd !== true && !isBefore(libraryAt, at)
  if (found !== undefined && at !== undefined && (isOfTags || isEarlier)) return { message: found.message, at }
  return { message: `This is no XML: ${translate(msg)}`, at: libraryAt }
}

/** What has its own end, whatever stands in it. */
const sections: readonly (readonly [open: string, close: string, name: string])[] = [
  ['<!--', '-->', 'a comment'],
  ['<![CDATA[', ']]>', 'a section of plain text'],
  ['<?', '?>', 'an instruction'],
  ['<!', '>', 'a declaration'],
]

/** The first fault in how tags open and close. */
function findFault(text: string, placeOf: (offset: number) => FilePlace): Fault | undefined {
  const open: { readonly name: string; readonly offset: number }[] = []
  let hasRoot = false
  for (let offset = text.indexOf('<'), end = 0; offset !== -1; offset = text.indexOf('<', end)) {
    const section = sections.find(([opening]) => text.startsWith(opening, offset))
    if (section !== undefined) {
      const [opening, closing, name] = section
      const closedAt = text.indexOf(closing, offset + opening.length)
      if (closedAt === -1) {
        return { message: `The file ends within ${name}, which was opened here: ${closing} was expected.`, offset }
      }
      end = closedAt + closing.length
      continue
    }
    const isClosing = text.charAt(offset + 1) === '/'
    const nameAt = offset + (isClosing ? 2 : 1)
    const name = readName(text, nameAt)
    const tag = `<${isClosing ? '/' : ''}${short(name)}>`
    if (name === '' && nameAt < text.length) {
      return { message: 'No tag begins here: the sign "<" is written &lt; in a text.', offset }
    }
    const tagEnd = findTagEnd(text, offset)
    if (typeof tagEnd === 'string') {
      const what = name === '' ? 'a tag' : `the tag ${tag}`
      return { message: `The file ends within ${what}, which begins here: ${tagEnd} was expected.`, offset }
    }
    end = tagEnd
    const last = open.at(-1)
    if (isClosing) {
      if (last === undefined) return { message: `${tag} closes nothing: no element is open here.`, offset }
      if (last.name !== name) {
        const { line, column } = placeOf(last.offset)
        const expected = `</${short(last.name)}> was expected`
        const opened = `<${short(last.name)}> was opened in line ${line}, column ${column}`
        return { message: `${expected}, because ${opened}; ${tag} was found.`, offset }
      }
      open.pop()
    } else {
      if (last === undefined && hasRoot) {
        return {
          message: `The end of the file was expected, because its one element is closed; ${tag} was found.`,
          offset,
        }
      }
      hasRoot = true
      if (text.charAt(end - 2) !== '/') open.push({ name, offset })
    }
  }
  const innermost = open.at(-1)
  if (innermost === undefined) return undefined
  const name = short(innermost.name)
  const message = `The file ends within <${name}>, which was opened here: </${name}> was expected.`
  return { message, offset: innermost.offset, isAtEnd: true }
}

/** The place after the tag, or what is missing where the text ends before it. */
function findTagEnd(text: string, start: number): number | string {
  let quote = ''
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '>') return at + 1
    else if (character === '"' || character === "'") quote = character
  }
  return quote === '' ? '">"' : `a closing quotation mark (${quote})`
}

const nameEnd = /[\s/>]|$/g

function readName(text: string, start: number): string {
  nameEnd.lastIndex = start
  return text.slice(start, nameEnd.exec(text)?.index ?? start)
}

function short(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name
}

function isBefore(one: Required<FilePlace>, other: FilePlace): boolean {
  return one.line < other.line || (one.line === other.line && one.column < (other.column ?? 1))
}

const translations: readonly (readonly [pattern: RegExp, words: (name: string) => string])[] = [
  [/^Attribute '(.*)' has no space/s, (name) => `a space was expected before the attribute "${name}".`],
  [/^Attribute '(.*)' is without value/s, (name) => `the attribute "${name}" has no value in quotation marks.`],
  [/^boolean attribute '(.*)' is not/s, (name) => `the attribute "${name}" has no value: ="…" was expected behind it.`],
  [/^Attribute '(.*)' is an invalid/s, (name) => `no attribute can be called "${name}".`],
  [/^Attribute '(.*)' is repeated/s, (name) => `the attribute "${name}" stands twice in one tag.`],
  [/^Tag '(.*)' is an invalid/s, (name) => `no element can be called "${name}".`],
  [/^Closing tag '(.*)' can't/s, (name) => `">" was expected behind </${name}.`],
  [/^char '&'/, () => 'the sign "&" is written &amp; in a text.'],
  [/^char '(.)'/s, (sign) => `"<" was expected, and "${sign}" found.`],
  [/^Extra text/, () => 'nothing was expected behind the end of its one element.'],
  [/^Start tag/, () => 'there is no element in it.'],
  [/^XML declaration/, () => '<?xml … ?> may stand only at the beginning of the file.'],
]

function translate(message: string): string {
  for (const [pattern, words] of translations) {
    const match = pattern.exec(message)
    if (match !== null) return words(short(match[1] ?? ''))
  }
  return message
}
