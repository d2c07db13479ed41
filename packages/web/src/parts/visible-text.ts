/** The most of one value that is shown at once; the rest waits behind "show all". */
export const longestShownCharacters = 1_024

/** Characters that change the direction or the order of what stands beside them, or stand there unseen. */
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Makes unseen and direction-changing characters visible as their code point, so that a text reads as it is. */
export function revealHidden(text: string): string {
  return text.replace(hidden, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `⟨U+${code}⟩`
  })
}

/** Cuts a long text at a whole character. */
export function cutText(text: string, limit: number = longestShownCharacters): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}
