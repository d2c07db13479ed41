import { setTimeout as sleep } from 'node:timers/promises'
import type { GraphDocument } from '@statusgraph/model'
import { ProvisionedFolders } from './provisioned-folders.ts'
import type { ProvisionedState } from './provisioned-folders.ts'

export interface WatchOptions {
  /** Called with everything after the first look, and again after each change. */
  readonly onChange: (state: ProvisionedState) => void
  /** Called after every look that changed nothing, for work that must be tried again. */
  readonly onQuiet?: () => void
  readonly signal: AbortSignal
  readonly pollMs?: number
  /** What each file held when it was last good, from before a restart. */
  readonly lastGood?: ReadonlyMap<string, GraphDocument>
}

/**
 * Reads the graph documents in `folders` and keeps looking at them until `signal` ends it. The promise resolves after
 * the first look. A change is seen within two polls; a file that became bad keeps its last good content.
 */
export async function watchProvisionedGraphs(
  folders: readonly string[],
  { onChange, onQuiet, signal, pollMs = 1_000, lastGood = new Map() }: WatchOptions,
): Promise<void> {
  const watched = new ProvisionedFolders(folders, lastGood)
  await watched.scan()
  onChange(watched.state())
  void poll(watched, { onChange, onQuiet, signal, pollMs })
}

async function poll(
  watched: ProvisionedFolders,
  {
    onChange,
    onQuiet,
    signal,
    pollMs,
  }: Required<Pick<WatchOptions, 'onChange' | 'signal' | 'pollMs'>> & { onQuiet: (() => void) | undefined },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sleep(pollMs, undefined, { signal })
    } catch {
      return
    }
    const isChanged = await watched.scan()
    if (signal.aborted) return
    if (isChanged) onChange(watched.state())
    else onQuiet?.()
  }
}
