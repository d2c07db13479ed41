import { setImmediate } from 'node:timers/promises'

/** Does long work a turn at a time, so that everything else gets on between them. */
export async function takeTurns(work: Iterator<void>): Promise<void> {
  while (work.next().done !== true) await setImmediate()
}
