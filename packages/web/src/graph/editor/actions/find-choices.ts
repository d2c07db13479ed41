/** Something of the drawing that can be chosen: a node, a port of it, a group. */
export interface Choice {
  readonly id: string
  /** Whose lamp is shown. */
  readonly node: string
  readonly label: string
  /** Where it is: its group, its namespace. */
  readonly detail: string
  /** A port stands under its node. */
  readonly isPart: boolean
}

/** More than this nobody reads: one letter more finds it. */
const longestList = 60

/** Every word must be somewhere in the name or the place; what begins with the first word comes first. */
export function findChoices<Item extends Choice>(choices: readonly Item[], typed: string): readonly Item[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = choices.filter(({ label, detail }) => {
    const text = `${label} ${detail}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const [first] = words
  if (first === undefined) return matches.slice(0, longestList)
  const rank = ({ label }: Choice): number => (label.toLowerCase().startsWith(first) ? 0 : 1)
  return matches.toSorted((a, b) => rank(a) - rank(b)).slice(0, longestList)
}
