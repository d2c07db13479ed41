import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '@statusgraph/model'
import { onTestFinished } from 'vitest'

/** A folder of its own for the running test, gone when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'statusgraph-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A clock that moves by a second each time it is read. */
export function tickingClock(): () => Instant {
  let seconds = 0
  return () => {
    seconds++
    return { monoMs: seconds * 1000, wallMs: Date.UTC(2026, 10, 22, 12, 0, seconds) }
  }
}
