import { guessIconOf } from '@statusgraph/model'
import type { NodeKind } from '@statusgraph/model'
import type { DraftNode } from '../draft.ts'
import { iconInText, iconOfMacro, iconOfSprite } from './find-icon.ts'
import { guessKind } from '../guess-kind.ts'
import { kindOfWord } from './kinds.ts'
import { labelLines, labelText, readLink } from './label-text.ts'
import type { C4Text, ElementText } from './statement.ts'

/** What an element is called and what is known of it, wherever it lies. */
export type Described = Pick<DraftNode, 'name' | 'kind' | 'description' | 'technology' | 'icon' | 'labels' | 'links'>

/** `[Container: Java]` in the second line of a label, as exports of C4 tools write it. */
const c4Line = /^\[(?:[^\][:]+:\s*)?([^\][]*)\]$/
const c4Types =
  /^(?:person|(?:software )?system|container|component|enterprise|boundary|node|deployment node|infrastructure node)$/i
const secretName = /pass|secret|token|credential|api.?key|private/i

export function describeElement(element: ElementText): Described {
  const { c4 } = element
  return c4 === undefined ? describePlain(element) : describeC4(element, c4)
}

function describePlain(element: ElementText): Described {
  const written = partStereotypes(element.label ?? element.code)
  const lines = labelLines(written.label)
  const inLabel = c4Line.exec(lines[1] ?? '')?.[1]?.trim()
  const isC4 = inLabel !== undefined
  const all = [...element.stereotypes, ...written.stereotypes].flatMap((one) => stereotypeText(one) || [])
  // `<<PostgreSQL>>` says what it is made with; most others say what people here call such things.
  const technology = isC4 ? inLabel : all.find((one) => guessIconOf(one) !== undefined)
  const stereotypes = all.filter((one) => one !== technology)
  const name = isC4 ? (lines[0] ?? '') : lines.join(' ')
  const icon = iconInText([element.label ?? element.code, ...element.stereotypes].join(' '))
  return {
    name: name === '' ? nameOfCode(element.code) : name,
    kind: kindOfStereotype(element.stereotypes) ?? kindOfWord(element.word),
    ...(isC4 && lines.length > 2 ? { description: lines.slice(2).join('\n') } : {}),
    ...(technology !== undefined && technology !== '' && !c4Types.test(technology) ? { technology } : {}),
    ...(icon === undefined ? {} : { icon }),
    ...(stereotypes.length === 0 ? {} : { labels: { stereotype: stereotypes.join(', ') } }),
    ...linksOf(element.link),
  }
}

/** `API <<REST>>` is called API, though its stereotype stands in the label; a label that is one alone stays. */
function partStereotypes(label: string): { readonly label: string; readonly stereotypes: readonly string[] } {
  const stereotypes: string[] = []
  const rest = label.slice(0, 20_000).replaceAll(/<<([^<>]{1,100})>>|«([^«»]{1,100})»/g, (_, ascii, guillemets) => {
    stereotypes.push(String(ascii ?? guillemets))
    return ''
  })
  return stereotypes.length === 0 || labelText(rest) === '' ? { label, stereotypes: [] } : { label: rest, stereotypes }
}

/** A code that is nothing but an icon, such as `<$server>`, gives its name. */
function nameOfCode(code: string): string {
  return /^\s*<[$&]([^<>{*,]+)[^<>]*>\s*$/.exec(code)?.[1] ?? code
}

function describeC4(element: ElementText, c4: C4Text): Described {
  const technology = labelText(c4.technology)
  const tags = c4.tags.split('+').flatMap((tag) => tag.trim() || [])
  const properties = Object.entries(c4.properties).filter(([name]) => name !== '' && !secretName.test(name))
  const labels = {
    ...(tags.length === 0 ? {} : { tags: tags.join(', ') }),
    ...Object.fromEntries(properties.map(([name, value]) => [labelText(name), labelText(value)])),
  }
  const description = labelLines(c4.description).join('\n')
  const name = labelText(element.label ?? element.code)
  const icon = c4.kind === 'boundary' ? undefined : (iconOfSprite(c4.sprite) ?? iconOfMacro(c4.macro))
  return {
    name: name === '' ? element.code : name,
    kind: kindOfC4(c4, technology),
    ...(description === '' ? {} : { description }),
    ...(technology === '' ? {} : { technology }),
    ...(icon === undefined ? {} : { icon }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...linksOf(element.link),
  }
}

function kindOfC4({ kind, isExternal, macro }: C4Text, technology: string): NodeKind {
  switch (kind) {
    case 'person':
      return 'actor'
    case 'database':
    case 'queue':
      return kind
    case 'boundary':
      return 'box'
    case 'element':
      return guessKind(technology) ?? guessKind(macro) ?? kindOfName(macro) ?? (isExternal ? 'external' : 'service')
  }
}

/** What the name of a macro of an icon library tells, such as `AzureSqlDatabase`. */
function kindOfName(macro: string): NodeKind | undefined {
  if (/(?:D[bB]|Database|SQL|Sql)$/.test(macro)) return 'database'
  return /(?:Queue|ServiceBus|EventHub|Topic)$/.test(macro) ? 'queue' : undefined
}

/** The kind that a stereotype such as `<<Database>>` speaks of. */
function kindOfStereotype(stereotypes: readonly string[]): NodeKind | undefined {
  for (const stereotype of stereotypes) {
    const word = stereotypeText(stereotype).toLowerCase()
    if (word === 'database' || word === 'queue') return word
    if (word === 'person') return 'actor'
    if (/^external(?:[ _-]?(?:system|person|container|component|service))?$/.test(word)) return 'external'
  }
  return undefined
}

/** A stereotype without its spot `(A,#FF0000)` and its sprite `$name`. */
function stereotypeText(stereotype: string): string {
  return labelText(stereotype.replace(/^\s*\([^()]*\)/, '').replace(/^\s*\$[\p{L}\p{N}_-]+.*$/u, '')).trim()
}

/** The link of an element, as it is written between `[[` and `]]`. */
export function linksOf(link: string | undefined): Pick<DraftNode, 'links'> {
  const read = link === undefined ? undefined : readLink(link)
  return read === undefined ? {} : { links: [read] }
}
