import { formatClock } from '@statusgraph/picture'
import type { LiveTopology } from '../../live/topology/live-topology.ts'
import { useTopologyOutline } from '../../live/topology/use-topology.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Link } from '../../routes/router.tsx'
import { sayFailing } from './say-failing.ts'

/** Which part of the picture is not of now, and since when; nothing when every source answers. */
export function SourceTrouble({ topology }: { readonly topology: LiveTopology }) {
  const { sources, trouble, freshness } = useTopologyOutline(topology)
  // Of a page that has lost the server, the banner says so.
  if (freshness.kind !== 'fresh') return null
  const failing = Object.values(sources).filter(({ state }) => state === 'failing')
  const text =
    trouble === undefined ? sayFailing(failing) : `Discovery cannot be read since ${formatClock(trouble.since)}`
  if (text === '') return null
  const reasons = [
    ...failing.map(({ name, error }) => `${name}: ${error ?? 'no answer'}`),
    ...(trouble === undefined ? [] : [trouble.reason]),
  ]
  return (
    <Link to="/upstreams" className="discovery-chip discovery-cut" title={reasons.join('\n').slice(0, 1_000)}>
      <Icon name="help" size={14} />
      <HostileText text={text} />
    </Link>
  )
}
