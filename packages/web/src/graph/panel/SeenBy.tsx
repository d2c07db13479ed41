import type { Provenance, ProvenanceKind, TopologyEdge, TopologyNode, TopologySource } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { formatClock } from '@statusgraph/picture'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useTopologyOutline } from '../../live/topology/use-topology.ts'
import { stateWords } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Since } from '../../parts/Since.tsx'
import { Section } from './Section.tsx'

interface SeenByProps {
  readonly seen: TopologyNode | TopologyEdge
  readonly live: LiveGraph
}

const kindWords: Readonly<Record<ProvenanceKind, string>> = {
  declared: 'says that it is there',
  allowed: 'says that a policy allows it',
  structure: 'sees how the platform is wired',
  inferred: 'guesses it from one end',
  observed: 'sees it at work',
}

/** Where we know it from: each source with what it saw, when first and last, by what, and what to think of while reading. */
export function SeenBy({ seen, live }: SeenByProps) {
  const { sources } = useTopologyOutline(live.topology)
  const { provenance, state } = seen
  const ids = 'ids' in seen ? (seen.ids ?? []) : []
  const labels = Object.entries(seen.labels ?? {})
  return (
    <Section title="Seen by" {...(provenance.length === 0 ? {} : { count: provenance.length })}>
      {provenance.length === 0 && (
        <p className="quiet">{state === 'missing' ? 'No source that should see it does.' : 'No source has seen it.'}</p>
      )}
      <ul className="sightings">
        {provenance.map((one) => (
          <Sighting key={one.source} one={one} source={sources[one.source]} />
        ))}
      </ul>
      {ids.length > 0 && (
        <details className="sighting-names">
          <summary>
            {ids.length} {ids.length === 1 ? 'name' : 'names'} that it is known by
          </summary>
          <Pairs texts={ids} />
        </details>
      )}
      {labels.length > 0 && <Pairs texts={labels.map(([name, value]) => `${name}=${value}`)} />}
    </Section>
  )
}

function Sighting({ one, source }: { readonly one: Provenance; readonly source: TopologySource | undefined }) {
  return (
    <li className="sighting" data-state={one.state}>
      <p>
        <HostileText text={one.source} className="sighting-name" />{' '}
        <span className="quiet">
          {kindWords[one.kind]}
          {one.state !== 'live' && `, ${stateWords[one.state]}`}
        </span>
      </p>
      <dl className="chain">
        <Fact name="Last">
          {isSeenAgain(one) && 'at most '}
          <Since at={one.lastSeen} />
        </Fact>
        <Fact name="First">
          <Since at={one.firstSeen} />
        </Fact>
        {source !== undefined && (
          <Fact name="By">
            <HostileText text={source.detail} className="mono" />
          </Fact>
        )}
        {source?.state === 'failing' && (
          <Fact name="Trouble">
            <span className="word-warning">
              does not answer
              {source.lastGoodAt !== undefined && ` since ${formatClock(source.lastGoodAt)}`}
            </span>
            {source.error !== undefined && (
              <>
                {': '}
                <HostileText text={source.error} />
              </>
            )}
          </Fact>
        )}
      </dl>
      {(source?.caveats ?? []).map((caveat) => (
        <p key={caveat} className="caveat">
          <HostileText text={caveat} />
        </p>
      ))}
    </li>
  )
}

/** While it goes on being seen, the newest moment is not told each time: it was then, or later. */
function isSeenAgain({ state }: Provenance): boolean {
  return state === 'live' || state === 'idle'
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Pairs({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul className="pairs">
      {texts.map((text) => (
        <li key={text}>
          <HostileText text={text} className="mono" />
        </li>
      ))}
    </ul>
  )
}
