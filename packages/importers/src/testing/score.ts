import type { Diagram } from './diagram.ts'
import { foldSpace } from './labels.ts'

/** How many were there, how many were found, and how many of these are right. */
export interface Tally {
  readonly expected: number
  readonly found: number
  readonly right: number
  /** What was not found, and what was found and is not there, for whoever repairs the importer. */
  readonly missing: readonly string[]
  readonly extra: readonly string[]
}

export interface Score {
  readonly nodes: Tally
  readonly edges: Tally
  readonly groups: Tally
}

/** Stands in a key for what the file gives no name: any name is right. */
const nameless = '\u0000'
type Key = readonly string[]

/**
 * Counts nodes by their name and the names of the groups around them, edges by the names of their ends, groups by
 * their name, as `foldName` makes it. Placeholders for ends outside the file are neither right nor wrong.
 */
export function scoreDiagram(expected: Diagram, found: Diagram, foldName = foldSpace): Score {
  const foundNames = new Set([...found.elements.values()].flatMap(({ names }) => names.map(foldName)))
  const nameIn =
    (diagram: Diagram) =>
    (id: string): string => {
      const names = diagram.elements.get(id)?.names.map(foldName) ?? []
      return names.find((name) => foundNames.has(name)) ?? names[0] ?? nameless
    }
  const nameExpected = nameIn(expected)
  const nameFound = nameIn(found)
  const foundPlaces = new Set([...found.elements.keys()].map((id) => JSON.stringify(placesOf(found, id, nameFound)[0])))
  const placeExpected = (id: string): Key => {
    const places = placesOf(expected, id, nameExpected)
    return places.find((place) => foundPlaces.has(JSON.stringify(place))) ?? places[0] ?? []
  }
  const expectedNodes = idsOf(expected, 'node').map(placeExpected)
  const foundNodes = idsOf(found, 'node').map((id) => placesOf(found, id, nameFound)[0] ?? [])
  const ends = ({ edges }: Diagram, nameOf: (id: string) => string): readonly Key[] =>
    edges.map(({ source, target }) => [nameOf(source), nameOf(target)])
  return {
    nodes: tally(expectedNodes, foundNodes, idsOf(expected, 'outside').map(nameExpected)),
    edges: tally(ends(expected, nameExpected), ends(found, nameFound)),
    groups: tally(
      idsOf(expected, 'group').map((id) => [nameExpected(id)]),
      idsOf(found, 'group').map((id) => [nameFound(id)]),
    ),
  }
}

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0)
  return {
    expected: sum((tally) => tally.expected),
    found: sum((tally) => tally.found),
    right: sum((tally) => tally.right),
    missing: tallies.flatMap(({ missing }) => missing),
    extra: tallies.flatMap(({ extra }) => extra),
  }
}

/** Of what was found, the part that is right; 1 when nothing was found. */
export function precisionOf({ found, right }: Tally): number {
  return found === 0 ? 1 : right / found
}

/** Of what is there, the part that was found; 1 when nothing is there. */
export function recallOf({ expected, right }: Tally): number {
  return expected === 0 ? 1 : right / expected
}

function idsOf({ elements }: Diagram, role: string): readonly string[] {
  return [...elements].filter(([, element]) => element.role === role).map(([id]) => id)
}

/** The name and the names of the groups around it from the inside out, once for each group it may lie in. */
function placesOf(diagram: Diagram, id: string, nameOf: (id: string) => string): readonly Key[] {
  const around = diagram.elements.get(id)?.around ?? []
  const outer = (group: string, seen: readonly string[]): Key => {
    if (seen.includes(group)) return []
    const next = diagram.elements.get(group)?.around[0]
    return [nameOf(group), ...(next === undefined ? [] : outer(next, [...seen, group]))]
  }
  return around.length === 0 ? [[nameOf(id)]] : around.map((group) => [nameOf(id), ...outer(group, [id])])
}

/** @param outside names of placeholders, which may be found and need not be */
function tally(expected: readonly Key[], found: readonly Key[], outside: readonly string[] = []): Tally {
  const left = new Map<string, { key: Key; count: number }>()
  for (const key of found) {
    const text = JSON.stringify(key)
    left.set(text, { key, count: (left.get(text)?.count ?? 0) + 1 })
  }
  const take = (text: string): boolean => {
    const entry = left.get(text)
    if (entry === undefined || entry.count === 0) return false
    entry.count--
    return true
  }
  const notExact = expected.filter((key) => !take(JSON.stringify(key)))
  // What has no name in the file matches whatever is left over in the same place. Keys that say more choose first: one
  // that fits anything must not take the only match of another.
  const missing = notExact
    .toSorted((a, b) => countNameless(a) - countNameless(b))
    .filter((key) => {
      if (!key.includes(nameless)) return true
      const match = [...left].find(([, { key: other, count }]) => count > 0 && fits(key, other))
      return match === undefined || !take(match[0])
    })
  const placeholders = [...outside]
  const extra = [...left.values()]
    .flatMap(({ key, count }) => Array.from({ length: count }, () => key))
    .filter(([name = '']) => {
      const at = placeholders.indexOf(name)
      if (at >= 0) placeholders.splice(at, 1)
      return at < 0
    })
  const right = expected.length - missing.length
  return {
    expected: expected.length,
    found: right + extra.length,
    right,
    missing: missing.map(showKey),
    extra: extra.map(showKey),
  }
}

function countNameless(key: Key): number {
  return key.filter((name) => name === nameless).length
}

function fits(expected: Key, found: Key): boolean {
  return expected.length === found.length && expected.every((name, at) => name === nameless || name === found[at])
}

function showKey(key: Key): string {
  return key.map((name) => (name === nameless ? '(no name)' : name)).join(' ⟩ ')
}
