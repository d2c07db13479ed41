/**
 * Whether there is more text in parsed JSON than so many characters, keys and values. Looks no further than it must, so
 * that a huge text costs no more than a small one, and a deep one no stack.
 */
export function hasMoreText(data: unknown, mostCharacters: number): boolean {
  let left = mostCharacters
  const pending: unknown[] = [data]
  while (pending.length > 0) {
    const value = pending.pop()
    // What holds no text, such as an empty list, is not for nothing either.
    left -= typeof value === 'string' ? value.length : 1
    if (left < 0) return true
    if (typeof value !== 'object' || value === null) continue
    for (const key in value) {
      if (!Array.isArray(value)) left -= key.length
      if (left < pending.length) return true
      pending.push(Reflect.get(value, key))
    }
  }
  return false
}
