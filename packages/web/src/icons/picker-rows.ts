import type { IconChoice, IconSection } from './picker-choices.ts'

/** One place of the picker's grid. */
export interface PickerCell extends IconChoice {
  /** Unique among all cells: an icon may stand under two headings. */
  readonly key: string
}

export type PickerRow =
  | { readonly kind: 'heading'; readonly title: string; readonly top: number; readonly height: number }
  /** The cells from `from` on, in the order of all cells. */
  | {
      readonly kind: 'cells'
      readonly cells: readonly PickerCell[]
      readonly from: number
      readonly top: number
      readonly height: number
    }

export interface PickerLayout {
  readonly rows: readonly PickerRow[]
  readonly cells: readonly PickerCell[]
  readonly height: number
}

const headingPx = 36
const cellPx = 84

/** Lays sections out in rows of so many columns. A section without a title has no heading, and one without cells is left out. */
export function layOutRows(sections: readonly IconSection[], columns: number): PickerLayout {
  const rows: PickerRow[] = []
  const cells: PickerCell[] = []
  let top = 0
  for (const { title, choices } of sections) {
    if (choices.length === 0) continue
    if (title !== '') {
      rows.push({ kind: 'heading', title, top, height: headingPx })
      top += headingPx
    }
    for (let at = 0; at < choices.length; at += columns) {
      const inRow = choices.slice(at, at + columns).map((choice) => ({ ...choice, key: `${title} ${choice.icon}` }))
      rows.push({ kind: 'cells', cells: inRow, from: cells.length, top, height: cellPx })
      cells.push(...inRow)
      top += cellPx
    }
  }
  return { rows, cells, height: top }
}

/** The rows that are seen, a few more, and always the one that has the focus. */
export function findSeenRows(
  { rows }: PickerLayout,
  seen: { readonly top: number; readonly height: number },
  active: number,
): readonly PickerRow[] {
  const air = 2 * cellPx
  return rows.filter(
    (row) => (row.top + row.height > seen.top - air && row.top < seen.top + seen.height + air) || holds(row, active),
  )
}

/** The row of a cell. */
export function findRow({ rows }: PickerLayout, cell: number): PickerRow | undefined {
  return rows.find((row) => holds(row, cell))
}

/** Where a key leads from a cell; undefined for a key that leads nowhere. */
export function stepInGrid(layout: PickerLayout, from: number, key: string, rowsPerPage: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowRight':
      return Math.min(layout.cells.length - 1, from + 1)
    case 'ArrowUp':
      return stepRows(layout, from, -1)
    case 'ArrowDown':
      return stepRows(layout, from, 1)
    case 'PageUp':
      return stepRows(layout, from, -rowsPerPage)
    case 'PageDown':
      return stepRows(layout, from, rowsPerPage)
    case 'Home':
      return 0
    case 'End':
      return layout.cells.length - 1
    default:
      return undefined
  }
}

function stepRows({ rows }: PickerLayout, from: number, by: number): number {
  const lines = rows.filter((row) => row.kind === 'cells')
  const at = lines.findIndex((row) => holds(row, from))
  const now = lines[at]
  const next = lines[Math.max(0, Math.min(lines.length - 1, at + by))]
  if (now === undefined || next === undefined) return from
  return next.from + Math.min(from - now.from, next.cells.length - 1)
}

function holds(row: PickerRow, cell: number): boolean {
  return row.kind === 'cells' && cell >= row.from && cell < row.from + row.cells.length
}
