import type { DiagramDiagnostic } from '@statusgraph/protocol'
import { HostileText } from '../parts/HostileText.tsx'
import { foldDiagnostics } from './fold-diagnostics.ts'
import type { Cause, CausePlace } from './fold-diagnostics.ts'

const titles: Readonly<Record<Cause['kind'], string>> = {
  error: 'Cannot be read',
  lost: 'Left out',
  guessed: 'Guessed',
  note: 'Good to know',
}
const kinds = ['error', 'lost', 'guessed', 'note'] as const
const mostPlaces = 12

/** What an import has to say, by how grave it is; what was said often is one line with its places. */
export function Causes({ diagnostics }: { readonly diagnostics: readonly DiagramDiagnostic[] }) {
  const causes = foldDiagnostics(diagnostics)
  return kinds.map((kind) => {
    const own = causes.filter((cause) => cause.kind === kind)
    if (own.length === 0) return null
    const total = own.reduce((sum, { count }) => sum + count, 0)
    return (
      <details key={kind} className={`import-causes import-causes-${kind}`} open={kind !== 'note' || own.length < 4}>
        <summary>
          {titles[kind]} <span className="count">{total.toLocaleString('en')}</span>
        </summary>
        <ul>
          {own.map((cause) => (
            <li key={cause.message}>
              <HostileText text={cause.message} />
              {cause.count > 1 && <span className="quiet"> {cause.count.toLocaleString('en')} times</span>}
              {cause.places.length > 0 && <span className="import-places">{sayPlaces(cause)}</span>}
            </li>
          ))}
        </ul>
      </details>
    )
  })
}

function sayPlaces({ places }: Cause): string {
  const shown = places.slice(0, mostPlaces)
  const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : ''
  const byFile = Map.groupBy(shown, ({ file }) => file)
  return [...byFile].map(([file, own]) => `${file === undefined ? '' : `${file}, `}${sayLines(own)}`).join('; ') + more
}

function sayLines(places: readonly CausePlace[]): string {
  const [first, second] = places
  if (first !== undefined && second === undefined) {
    return first.column === undefined ? `line ${first.line}` : `line ${first.line}, column ${first.column}`
  }
  return `lines ${[...new Set(places.map(({ line }) => line))].join(', ')}`
}
