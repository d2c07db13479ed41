import type { IconList } from '@statusgraph/protocol'
import { scoreFuzzy } from '../parts/fuzzy.ts'
import { iconList } from './list/icon-list.ts'

/** One icon that can be chosen. */
export interface IconChoice {
  /** `set:name`. */
  readonly icon: string
  readonly title: string
  readonly keywords: string
}

/** Icons under one heading. */
export interface IconSection {
  readonly title: string
  readonly choices: readonly IconChoice[]
}

/** Everything that can be chosen, the team's own first, each of its sets under a heading. */
export function listSections(team: IconList | undefined): readonly IconSection[] {
  const sets = Map.groupBy(team?.icons ?? [], ({ name }) => setOf(name))
  const sorted = [...sets].toSorted(([a], [b]) => Number(b === 'team') - Number(a === 'team') || (a < b ? -1 : 1))
  const teamSections = sorted.map(([set, icons]) => ({
    title: set === 'team' ? 'Your team' : `Your team: ${set}`,
    choices: icons.map(({ name, title }) => ({ icon: name, title, keywords: set })),
  }))
  return [...teamSections, ...ownSections]
}

const ownSections: readonly IconSection[] = iconList.map(({ title, icons }) => ({
  title,
  choices: icons.map(([icon, name, keywords]) => ({
    icon,
    title: name,
    keywords: `${keywords} ${title.toLowerCase()} ${icon.replace(/[:-]/g, ' ')}`,
  })),
}))

/** The icons of these names, in this order; names that nobody has are left out. */
export function findChoices(sections: readonly IconSection[], icons: readonly string[]): readonly IconChoice[] {
  const known = new Map(sections.flatMap(({ choices }) => choices.map((choice) => [choice.icon, choice] as const)))
  return icons.flatMap((icon) => known.get(icon) ?? [])
}

/** The icons that answer to what was typed, the best first: every typed word is in the title or begins a keyword. */
export function searchIcons(sections: readonly IconSection[], typed: string): readonly IconChoice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return sections
    .flatMap(({ choices }) => choices)
    .flatMap((choice) => {
      const score = scoreChoice(choice, typed, words)
      return score === undefined ? [] : [{ choice, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ choice }) => choice)
}

function scoreChoice(choice: IconChoice, typed: string, words: readonly string[]): number | undefined {
  const byTitle = scoreFuzzy(typed, choice.title)
  // Letters scattered over a title are a worse answer than a keyword that was typed whole.
  const byWords = scoreWords(`${choice.title.toLowerCase()} ${choice.keywords}`, words)
  const best = Math.max(byTitle ?? -Infinity, byWords ?? -Infinity)
  return best === -Infinity ? undefined : best
}

function scoreWords(text: string, words: readonly string[]): number | undefined {
  const known = text.split(/\s+/)
  let score = 0
  for (const word of words) {
    if (known.includes(word)) score += 600
    else if (known.some((one) => one.startsWith(word))) score += 400
    else return undefined
  }
  return score / words.length
}

/** `logos` of `logos:redis`. */
function setOf(icon: string): string {
  return icon.slice(0, icon.indexOf(':'))
}
