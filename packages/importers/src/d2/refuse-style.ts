import type { MapValue, SyntaxFault } from './syntax.ts'

/** The maps that stand under a name on the first level. */
export function mapsCalled(map: MapValue, name: string): readonly MapValue[] {
  return map.entries.flatMap(({ path, value }) =>
    path.length === 1 && path[0]?.text === name && value?.kind === 'map' ? [value] : [],
  )
}

/**
 * D2 takes `**` to mean the maps in "vars" as well, when they stand before it, and refuses `style.…` in its map. A file
 * with that draws nothing in D2, and here it is told how to write it instead.
 */
export function refuseStyleOfVariables(map: MapValue, faults: SyntaxFault[]): void {
  const hasMap = mapsCalled(map, 'vars').some(({ entries }) => entries.some(({ value }) => value?.kind === 'map'))
  const vars = map.entries.findIndex(({ path }) => path.length === 1 && path[0]?.text === 'vars')
  if (!hasMap) return
  for (const { path, edge, value } of map.entries.slice(vars)) {
    if (edge !== undefined || path.length !== 1 || path[0]?.text !== '**' || value?.kind !== 'map') continue
    if (value.entries.some(({ kind }) => kind === 'filter')) continue
    const style = value.entries.find((inner) => inner.path.length > 1 && inner.path[0]?.text === 'style')
    if (style === undefined) continue
    const message =
      '"style" needs a value: "**" means the maps in "vars", too. "**.style.…" outside the map was expected.'
    faults.push({ message, offset: style.offset })
  }
}
