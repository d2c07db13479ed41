import type { TopologySourceKind } from '@statusgraph/model'
import type { TopologySourceListItem } from '@statusgraph/protocol'
import { formatAge, formatInstant } from '@statusgraph/picture'
import { LampMark } from '../map/index.ts'
import { sayCounts } from '../parts/count-words.ts'
import { HostileText } from '../parts/HostileText.tsx'
import { useNow } from '../parts/use-now.ts'

const sourceKindWords: Readonly<Record<TopologySourceKind, string>> = {
  prometheus: 'Edge queries',
  push: 'Push',
  otlp: 'Traces (OTLP)',
  docker: 'Docker',
  kubernetes: 'Kubernetes',
  jaeger: 'Jaeger',
  zipkin: 'Zipkin',
  kiali: 'Kiali',
  backstage: 'Backstage',
}

interface SourceCardProps {
  readonly source: TopologySourceListItem
  /** The list itself could not be renewed. */
  readonly isOutdated: boolean
}

/** One source of discovery: how it answers, how much it sees, and what has to be known before one believes it. */
export function SourceCard({ source, isOutdated }: SourceCardProps) {
  const { name, kind, detail, state, nodes, edges, leftOut, error, warnings, caveats, configured } = source
  const mark = isOutdated ? 'stale' : state === 'ok' ? 'ok' : state === 'failing' ? 'critical' : 'unknown'
  const isTold = kind === 'push' || kind === 'otlp'
  const hasLeftOut = leftOut !== undefined && leftOut.nodes + leftOut.edges > 0
  return (
    <article className={`upstream-card upstream-${mark}`}>
      <header>
        <LampMark lamp={mark} size={24} />
        <h3>
          <HostileText text={name} />
          <span className="quiet">
            {sourceKindWords[kind]}
            {!configured && ', nobody configured it'}
          </span>
        </h3>
        <p className="upstream-age">
          <strong>{isOutdated ? 'not known now' : isTold ? toldWords[state] : stateWords[state]}</strong>
          <LastGood source={source} />
        </p>
      </header>
      {detail !== kind && (
        <p className="mono quiet">
          <HostileText text={detail} />
        </p>
      )}
      <p className="source-counts">
        {sayCounts(nodes, edges)}
        {state === 'failing' && nodes + edges > 0 && (
          <span className="quiet"> as it saw them last; they stand still</span>
        )}
      </p>
      {error !== undefined && (
        <p className="upstream-error">
          <HostileText text={error} className="mono" />
        </p>
      )}
      {hasLeftOut && (
        <p className="upstream-warning">
          It knows more than its limit: {sayCounts(leftOut.nodes, leftOut.edges)} are left out, the quietest first.
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="upstream-warning">
          <HostileText text={warning} />
        </p>
      ))}
      {caveats.length > 0 && (
        <ul className="source-caveats" aria-label="To be known">
          {caveats.map((caveat) => (
            <li key={caveat}>
              <HostileText text={caveat} />
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

const stateWords: Readonly<Record<TopologySourceListItem['state'], string>> = {
  ok: 'answering',
  failing: 'not answering',
  waiting: 'said nothing yet',
}

/** Of a source that speaks by itself. */
const toldWords: typeof stateWords = { ok: 'heard', failing: 'silent', waiting: 'not heard yet' }

function LastGood({ source: { lastGoodAt, kind } }: { readonly source: TopologySourceListItem }) {
  const now = useNow(1000)
  const isTold = kind === 'push' || kind === 'otlp'
  if (lastGoodAt === undefined) return null
  return (
    <span className="quiet">
      {isTold ? 'last heard ' : 'last good answer '}
      <time dateTime={lastGoodAt} title={formatInstant(lastGoodAt)}>
        {formatAge((now - Date.parse(lastGoodAt)) / 1000)} ago
      </time>
    </span>
  )
}
