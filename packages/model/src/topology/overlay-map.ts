/**
 * A map that never changes and is cheap to derive from: what changed lately lies over a base that many versions share.
 * So a single write to thousands of elements copies a few hundred of them, and not all.
 */
export interface OverlayMap<V> {
  readonly size: number
  readonly base: ReadonlyMap<string, V>
  /** Undefined: removed. */
  readonly recent: ReadonlyMap<string, V | undefined>
}

/** Changes by key; undefined removes. */
export type MapChanges<V> = ReadonlyMap<string, V | undefined>

export function mapOf<V>(base: ReadonlyMap<string, V> = new Map()): OverlayMap<V> {
  return { size: base.size, base, recent: new Map() }
}

export function lookUp<V>(map: OverlayMap<V>, key: string): V | undefined {
  const recent = map.recent.get(key)
  return recent === undefined && !map.recent.has(key) ? map.base.get(key) : recent
}

export function eachOf<V>(map: OverlayMap<V>, visit: (value: V, key: string) => void): void {
  const isCovered = map.recent.size > 0
  for (const [key, value] of map.base) if (!isCovered || !map.recent.has(key)) visit(value, key)
  for (const [key, value] of map.recent) if (value !== undefined) visit(value, key)
}

/** The map after some changes; the same map when there are none. */
export function changeMap<V>(map: OverlayMap<V>, changes: MapChanges<V>): OverlayMap<V> {
  if (changes.size === 0) return map
  let { size } = map
  for (const [key, value] of changes) {
    const isThere = lookUp(map, key) !== undefined
    if (isThere && value === undefined) size -= 1
    if (!isThere && value !== undefined) size += 1
  }
  // About the root of the size keeps both the copies of what is recent and the copies of all cheap.
  if (map.recent.size + changes.size <= Math.max(64, 4 * Math.sqrt(map.base.size))) {
    const recent = new Map(map.recent)
    for (const [key, value] of changes) recent.set(key, value)
    return { size, base: map.base, recent }
  }
  const base = new Map(map.base)
  for (const layer of [map.recent, changes]) {
    for (const [key, value] of layer) {
      if (value === undefined) base.delete(key)
      else base.set(key, value)
    }
  }
  return { size, base, recent: new Map() }
}

/** The map with only what is kept; the same map when that is all. */
export function filterMap<V>(map: OverlayMap<V>, isKept: (value: V, key: string) => boolean): OverlayMap<V> {
  const changes = new Map<string, undefined>()
  eachOf(map, (value, key) => {
    if (!isKept(value, key)) changes.set(key, undefined)
  })
  return changeMap(map, changes)
}
