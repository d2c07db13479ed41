import { styleText } from 'node:util'
import type { Instant, Lamp } from '@statusgraph/model'

/** Everything a command may touch of the process that it runs in. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void
  /** What went wrong, and progress. */
  readonly err: (text: string) => void
  /** Everything on stdin. Throws a {@link CommandFailure} when that is more than `mostBytes`. */
  readonly input: (mostBytes: number) => Promise<Uint8Array>
  readonly isColourful: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Aborted when the process is asked to end. */
  readonly ending: AbortSignal
  /** Calls back when the process is asked to read its configuration again. */
  readonly onReload: (listener: () => void) => void
  readonly now: () => Instant
}

const colours = { critical: 'red', warning: 'yellow', unknown: 'gray', muted: 'blue', ok: 'green' } as const

/** A text in the colour of a lamp, where colours are wanted. */
export function paint(terminal: Terminal, lamp: Lamp, text: string): string {
  return terminal.isColourful ? styleText(['bold', colours[lamp]], text, { validateStream: false }) : text
}

/**
 * A text of somebody else as a part of one line: names, labels and annotations may hold what moves the cursor, paints a
 * terminal or turns the direction of writing.
 */
export function showPlain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ')
}

/** A command that cannot go on; the message is for a person, and the exit code 1. */
export class CommandFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandFailure'
  }
}
