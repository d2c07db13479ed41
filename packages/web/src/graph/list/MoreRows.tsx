/** A table this long is read in pages. */
export const rowsPerStep = 200

interface MoreRowsProps {
  readonly count: number
  /** So many are shown. */
  readonly limit: number
  readonly onLimit: (limit: number) => void
}

/** The button below a table that is shown in part. */
export function MoreRows({ count, limit, onLimit }: MoreRowsProps) {
  if (count <= limit) return null
  return (
    <button type="button" className="button" onClick={() => onLimit(limit + rowsPerStep)}>
      Show {Math.min(rowsPerStep, count - limit)} more of {count}
    </button>
  )
}
