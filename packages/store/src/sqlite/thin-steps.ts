import type { GraphDocument } from '@statusgraph/model'
import type { DatabaseSync } from 'node:sqlite'
import { chooseOldSteps } from '../choose-old-steps.ts'
import type { DescribeChange } from '../store.ts'
import type { DatabaseFile } from './database-file.ts'
import { deleteRevision, readRevisions, readSteps, readTip, rewriteMessage } from './rows.ts'
import type { Line, RevisionRow } from './rows.ts'

interface Thinning {
  readonly nowMs: number
  readonly read: (db: DatabaseSync, id: string, revision: number) => GraphDocument | undefined
  readonly describe: DescribeChange
}

/** A revision that stays, and the steps just before it that go. */
interface Cut {
  readonly gone: readonly number[]
  readonly row: RevisionRow
  /** The revision that then stands before it. */
  readonly before: number | undefined
  readonly isStep: boolean
}

/** Deletes old steps, those before one kept revision at each turn. Each turn is whole, whatever happens after it. */
export function* thinSteps(file: DatabaseFile, line: Line, thinning: Thinning): Generator<void> {
  const steps = file.read((db) => readSteps(db, line))
  for (const [id, own] of steps) {
    for (const cut of file.read((db) => planCuts(db, line, id, own, thinning.nowMs))) {
      file.write((db) => carryOut(db, line, cut, thinning))
      yield
    }
  }
}

function planCuts(db: DatabaseSync, line: Line, id: string, steps: ReadonlySet<number>, nowMs: number): readonly Cut[] {
  const tip = readTip(db, line, id)
  // Without a sound tip its revisions are all there is to bring the graph back by.
  if (!tip?.sound) return []
  const rows = readRevisions(db, line, id).flatMap((found) => (found.sound ? [found.row] : []))
  const old = chooseOldSteps(
    rows
      .filter(({ revision }) => steps.has(revision) && revision !== tip.row.revision)
      .map(({ revision, savedAt, savedBy }) => ({ revision, atMs: Date.parse(savedAt), by: savedBy })),
    nowMs,
  )
  const cuts: Cut[] = []
  let gone: number[] = []
  let before: number | undefined
  for (const row of rows.toReversed()) {
    if (old.has(row.revision)) {
      gone.push(row.revision)
      continue
    }
    if (gone.length > 0) cuts.push({ gone, row, before, isStep: steps.has(row.revision) })
    gone = []
    before = row.revision
  }
  return cuts
}

function carryOut(
  db: DatabaseSync,
  line: Line,
  { gone, row, before, isStep }: Cut,
  { read, describe }: Thinning,
): void {
  for (const revision of gone) deleteRevision(db, line, row.graphId, revision)
  if (!isStep || before === undefined) return
  const [earlier, later] = [read(db, row.graphId, before), read(db, row.graphId, row.revision)]
  if (earlier === undefined || later === undefined) return
  rewriteMessage(db, row, describe(earlier, later)?.toWellFormed() ?? null)
}
