/** A part of a drawing: what is in it, and the ids of what it is drawn with besides. */
export interface DrawnPart {
  readonly parts: readonly DrawnPart[]
  readonly targets: readonly string[]
}

const mostParts = 20_000

/**
 * How much a browser would draw. A few elements that each use the one before twice are a thousand lines of nothing
 * in a file and a million shapes on the screen; one that uses itself never ends.
 */
export function weighDrawing(
  root: DrawnPart,
  byId: ReadonlyMap<string, DrawnPart>,
): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  const weights = new Map<DrawnPart, number>()
  const open = new Set<DrawnPart>()
  const weigh = (part: DrawnPart): number => {
    const known = weights.get(part)
    if (known !== undefined) return known
    if (open.has(part)) return Infinity
    open.add(part)
    let weight = 1
    for (const inner of part.parts) weight += weigh(inner)
    for (const target of part.targets) {
      const used = byId.get(target)
      if (used !== undefined) weight += weigh(used)
    }
    open.delete(part)
    weights.set(part, weight)
    return weight
  }
  const weight = weigh(root)
  if (weight === Infinity) return { ok: false, reason: 'a part of it uses itself' }
  return weight > mostParts ? { ok: false, reason: 'its parts use each other too often' } : { ok: true }
}
