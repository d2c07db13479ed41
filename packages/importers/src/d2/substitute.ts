import type { MapValue, Scalar, Value } from './syntax.ts'

/** The variables that a text sees: those of the maps around it, the innermost first. */
export interface Variables {
  /** The text of a variable with everything in it filled in; undefined when there is none. */
  textOf(path: string): string | undefined
  mapOf(path: string): MapValue | undefined
}

const longestText = 4_000
const deepestReference = 16

/** @param maps the maps called "vars", the innermost first */
export function createVariables(maps: readonly MapValue[]): Variables {
  const values = new Map<string, Value>()
  for (const map of maps.toReversed()) flatten(map, '', values)
  const texts = new Map<string, string | undefined>()
  const textOf = (path: string, depth: number): string | undefined => {
    const key = path.trim().toLowerCase()
    if (texts.has(key)) return texts.get(key)
    const value = values.get(key)
    // A variable that is made of itself ends here.
    texts.set(key, undefined)
    const text =
      value?.kind === 'scalar' && depth < deepestReference
        ? fill(value, (inner) => textOf(inner, depth + 1)).slice(0, longestText)
        : undefined
    texts.set(key, text)
    return text
  }
  return {
    textOf: (path) => textOf(path, 0),
    mapOf(path) {
      const value = values.get(path.trim().toLowerCase())
      return value?.kind === 'map' ? value : undefined
    },
  }
}

/** The text with `${name}` filled in; a name that is nowhere stays, and is told. */
export function substitute(scalar: Scalar, variables: Variables, tellMissing: (name: string) => void): string {
  return fill(scalar, (name) => {
    const text = variables.textOf(name)
    if (text === undefined) tellMissing(name)
    return text
  })
}

function fill({ text, form }: Scalar, valueOf: (name: string) => string | undefined): string {
  if (form === 'single' || !text.includes('${')) return text
  let length = 0
  return text.replaceAll(/\$\{([^{}\n]{1,200})\}/g, (whole, name) => {
    const value = length > longestText ? undefined : valueOf(String(name))
    length += value?.length ?? 0
    return value ?? whole
  })
}

function flatten(map: MapValue, before: string, values: Map<string, Value>): void {
  for (const { kind, path, primary, value } of map.entries) {
    if (kind !== 'key' || path.length === 0) continue
    const name = `${before}${path.map(({ text }) => text.toLowerCase()).join('.')}`
    const told = value ?? primary
    if (primary !== undefined) values.set(name, primary)
    else if (told !== undefined) values.set(name, told)
    if (value?.kind === 'map') flatten(value, `${name}.`, values)
  }
}
