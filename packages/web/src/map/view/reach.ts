/** On either side of what can be pressed: a target is at least twice this wide, at any distance. */
export const reachPx = 12
