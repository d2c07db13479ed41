import type { RevisionListItem } from '@statusgraph/protocol'

/** Revisions that one person saved in one go: an editor saves every few seconds, and nobody wants to read all of it. */
export interface RevisionRun {
  /** Newest first; never empty. */
  readonly revisions: readonly RevisionListItem[]
  readonly newest: RevisionListItem
  readonly oldest: RevisionListItem
}

const pauseMs = 10 * 60_000

/** Puts saves of the same person with less than ten minutes between them together; a restore stands alone. */
export function groupRevisions(revisions: readonly RevisionListItem[]): readonly RevisionRun[] {
  const runs: [RevisionListItem, ...RevisionListItem[]][] = []
  for (const revision of revisions) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && isOneGo(revision, last)) run.push(revision)
    else runs.push([revision])
  }
  return runs.map((run) => ({ revisions: run, newest: run[0], oldest: run.at(-1) ?? run[0] }))
}

function isOneGo(older: RevisionListItem, newer: RevisionListItem): boolean {
  if (older.by !== newer.by || isRestore(older) || isRestore(newer)) return false
  return Date.parse(newer.at) - Date.parse(older.at) < pauseMs
}

function isRestore({ message }: RevisionListItem): boolean {
  return message?.startsWith('restored') ?? false
}
