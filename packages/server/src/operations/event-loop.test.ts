import { afterEach, expect, test } from 'vitest'
import { EventLoopWatch } from './event-loop.ts'

let watch: EventLoopWatch | undefined
afterEach(() => watch?.stop())

function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

test('a server that is late all the time is overloaded, one that was late once is not', async () => {
  const watched = new EventLoopWatch(400)
  watch = watched
  const nextWindow = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 400))
  await nextWindow()
  block(900)
  await nextWindow()
  expect(watched.latelyMs).toBeLessThan(500)
  await expect
    .poll(
      () => {
        block(600)
        return watched.latelyMs
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(500)
})
