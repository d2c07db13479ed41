/** Stands in files that we write for others, so that we read them again as they were meant. */
export const exportMark = 'made by Statusgraph'
