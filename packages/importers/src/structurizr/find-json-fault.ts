/** The beginnings of longer texts would take too long to try. */
const longestSearch = 1024 * 1024

/**
 * Where a text stops being JSON: the parser does not always say. Every beginning of the text up to there is one that
 * could go on; no longer one is.
 */
export function findJsonFault(text: string): number {
  if (text.length > longestSearch) return text.length
  let good = 0
  let bad = text.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return couldGoOn(text) ? text.length : good
}

function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = /at position (\d+)/.exec(message)?.[1]
    return /end of JSON|unterminated string/i.test(message) || position === String(beginning.length)
  }
}
