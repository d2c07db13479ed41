/** Keys that say something of what they stand in, instead of naming a shape in it. */
export const keywords = new Set(
  `label shape icon constraint tooltip link near width height top left direction class classes vars style
  grid-rows grid-columns grid-gap vertical-gap horizontal-gap source-arrowhead target-arrowhead
  opacity stroke fill fill-pattern stroke-width stroke-dash border-radius font font-size font-color bold italic underline
  text-transform shadow multiple double-border 3d animated filled
  layers scenarios steps`.split(/\s+/),
)

/** Keys whose maps are diagrams of their own. */
export const boardKinds = ['layers', 'scenarios', 'steps'] as const
export type BoardKind = (typeof boardKinds)[number]
