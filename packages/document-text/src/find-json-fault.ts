/** The beginnings of longer texts would take too long to try. */
const longestSearch = 1024 * 1024

/** What is wrong with a text that is not JSON. */
export interface JsonFault {
  /** As the parser words it, without the piece of the text that it shows. */
  readonly reason: string
  /** Where the text stops being JSON; undefined when that would take too long to find. */
  readonly offset: number | undefined
}

/**
 * Describes why `JSON.parse` refused a text.
 *
 * @param error what it threw
 */
export function findJsonFault(text: string, error: unknown): JsonFault {
  const message = error instanceof Error ? error.message : 'it cannot be read'
  const reason = message.replace(/,\s+(?:\.\.\.)?"[^]*$|\s+(?:in JSON )?at position [^]*$/, '')
  return { reason, offset: positionIn(message) ?? (isAboutEnd(message) ? text.length : searchFault(text)) }
}

/** The parser does not always say where. Every beginning of the text up to there is one that could go on; no longer one is. */
function searchFault(text: string): number | undefined {
  if (text.length > longestSearch) return undefined
  let good = 0
  let bad = text.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    return isAboutEnd(message) || positionIn(message) === beginning.length
  }
}

function isAboutEnd(message: string): boolean {
  return /end of JSON|unterminated string/i.test(message)
}

function positionIn(message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1]
  return position === undefined ? undefined : Number(position)
}
