/** What variables of the preprocessor hold; truth is 1 and 0. */
export type Value = string | number | readonly Value[] | ReadonlyMap<string, Value>

export function showValue(value: Value): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number'
      ? String(value)
      : JSON.stringify(plainOf(value, 0))
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false'
  return sizeOf(value) > 0
}

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : Number.NaN
  return Number.isFinite(number) ? number : 0
}

export function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length
  if (typeof value === 'number') return 0
  return value instanceof Map ? value.size : Array.isArray(value) ? value.length : 0
}

/** What lies in a value under a name or a number; an empty text when nothing does. */
export function pickFrom(value: Value, key: Value): Value {
  if (typeof value === 'string' || typeof value === 'number') return ''
  if (isList(value)) return value.at(numberOf(key)) ?? ''
  return value.get(showValue(key)) ?? ''
}

/** What a loop goes through: the items of a list, the names of an object. */
export function itemsOf(value: Value): readonly Value[] {
  if (typeof value === 'string' || typeof value === 'number') return []
  return isList(value) ? value : [...value.keys()]
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function plainOf(value: Value, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'number' || depth > 16) return value
  if (isList(value)) return value.map((item) => plainOf(item, depth + 1))
  return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item, depth + 1)]))
}
