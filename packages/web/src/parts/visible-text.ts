/** The most of one value that is shown at once; the rest waits behind "show all". */
export const longestShownCharacters = 1_024

/** Cuts a long text at a whole character. */
export function cutText(text: string, limit: number = longestShownCharacters): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}
