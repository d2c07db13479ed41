/** What stands at `path` of data as YAML and JSON give it; undefined when there is nothing. */
export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) at = at instanceof Map ? (at.get(key) as unknown) : undefined
  return at
}

/** The entries of a map, with their keys as text; none when it is no map. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (!(value instanceof Map)) return []
  return [...value].flatMap(([key, entry]: [unknown, unknown]) => {
    const name = textOf(key)
    return name === undefined ? [] : [[name, entry] as const]
  })
}

/** A list as it is; none when it is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A scalar as text: a port may be written as number or text, and means the same. Undefined when there is none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : undefined
}

/** The texts of a list, or the one text where a list of one was meant. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textOf(item) ?? [])
  return [textOf(value) ?? []].flat()
}
