/** A value of a document in a few words, for whoever compares two of them. */
export function sayValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return value.map(sayValue).join(', ')
  if (typeof value === 'object') return Object.entries(value).map(sayEntry).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function sayEntry([key, value]: readonly [string, unknown]): string {
  return `${key} ${sayValue(value)}`
}
