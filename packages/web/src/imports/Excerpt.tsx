interface ExcerptProps {
  readonly text: string
  readonly line: number
  readonly column: number | undefined
}

const longestLine = 400
const linesAround = 1

/** The lines around a fault, with a mark under its place. */
export function Excerpt({ text, line, column }: ExcerptProps) {
  const lines = text.split(/\r\n|[\n\r]/)
  const from = Math.max(0, line - 1 - linesAround)
  return (
    <pre className="import-excerpt">
      {lines.slice(from, line + linesAround).map((content, at) => {
        const number = from + at + 1
        return (
          <span key={number} className={number === line ? 'import-line import-line-fault' : 'import-line'}>
            <span className="import-line-number">{number}</span>
            {content.slice(0, longestLine)}
            {number === line && column !== undefined && column <= longestLine && (
              <span className="import-caret">
                {'\n'}
                <span className="import-line-number" />
                {' '.repeat(column - 1)}^
              </span>
            )}
            {'\n'}
          </span>
        )
      })}
    </pre>
  )
}
