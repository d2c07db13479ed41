/** Reads a text from left to right. */
export interface Cursor {
  readonly text: string
  readonly end: number
  at: number
}

/** Goes on after what the sticky pattern matches here; undefined, and stays, when it does not match. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (match === null || pattern.lastIndex > cursor.end) return undefined
  cursor.at = pattern.lastIndex
  return match
}

/** Whether the sticky pattern matches here. */
export function sees(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at
  return pattern.test(cursor.text) && pattern.lastIndex <= cursor.end
}

/** Goes to the end of the line, not over it, and returns what is passed. */
export function skipLine(cursor: Cursor): string {
  const newline = cursor.text.indexOf('\n', cursor.at)
  const end = newline === -1 ? cursor.end : Math.min(newline, cursor.end)
  const passed = cursor.text.slice(cursor.at, end)
  cursor.at = end
  return passed
}

/** What stands before `closer`, and goes on after it; undefined, and stays, when it is farther than `longest`. */
export function takeUntil(cursor: Cursor, closer: string, longest: number): string | undefined {
  const limit = Math.min(cursor.end, cursor.at + longest)
  const found = cursor.text.slice(cursor.at, limit).indexOf(closer)
  if (found === -1) return undefined
  const passed = cursor.text.slice(cursor.at, cursor.at + found)
  cursor.at += found + closer.length
  return passed
}
