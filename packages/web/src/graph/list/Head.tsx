interface HeadProps {
  readonly label: string
  readonly isSorted: boolean
  readonly onSort: () => void
  readonly isNumber?: boolean
}

/** The head of a column that a table can be ordered by. */
export function Head({ label, isSorted, onSort, isNumber = false }: HeadProps) {
  return (
    <th
      scope="col"
      className={isNumber ? 'list-number' : undefined}
      aria-sort={isSorted ? (isNumber ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="sort-button" onClick={onSort}>
        {label}
        {isSorted && <span aria-hidden="true"> ↓</span>}
      </button>
    </th>
  )
}
