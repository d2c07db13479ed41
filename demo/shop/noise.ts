/**
 * A smooth, repeatable wobble in [-1, 1] over time: the same seed at the same instant is always the same, so two runs
 * of the shop, and its past and its present, fit together.
 *
 * @param periodMs about how long it takes to go up and down
 */
export function wobble(seed: string, atMs: number, periodMs: number): number {
  const position = atMs / (periodMs / 2)
  const left = Math.floor(position)
  const along = position - left
  const eased = along * along * (3 - 2 * along)
  return pick(seed, left) * (1 - eased) + pick(seed, left + 1) * eased
}

/** A number in [-1, 1] that depends on nothing but its arguments (FNV-1a, mixed once more). */
function pick(seed: string, index: number): number {
  let hash = 0x811c9dc5
  for (const character of `${seed}/${index}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash ^= hash >>> 13
  return (hash >>> 0) / 0x7fffffff - 1
}
