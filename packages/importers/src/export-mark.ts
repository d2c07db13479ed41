/** Stands in files that we write for others, so that we read them again as they were meant. */
export const exportMark = 'made by Statusgraph'

/** The key in the style of a cell of draw.io that says what kind of node it is here: few shapes there are ours alone. */
export const kindStyle = 'statusgraphKind'
