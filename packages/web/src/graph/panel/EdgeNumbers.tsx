import type { TopologyEdge, TopologyState, TrafficLayer } from '@statusgraph/model'
import { formatBytes, formatDuration, formatRate, formatShare } from '@statusgraph/picture'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useTopologyOutline } from '../../live/topology/use-topology.ts'
import { shareOfErrors } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Section } from './Section.tsx'

interface EdgeNumbersProps {
  readonly traffic: NonNullable<TopologyEdge['traffic']>
  readonly state: TopologyState
  readonly live: LiveGraph
}

const layerWords: Readonly<Record<TrafficLayer, string>> = {
  server: 'counted where the requests arrive',
  client: 'counted where the requests are sent',
  proxy: 'counted by a proxy between both',
  l4: 'counted in connections and bytes, not in requests',
}

/** What runs over an edge: how much, what fails, how slow; who counted it, and where. What is not known says so. */
export function EdgeNumbers({ traffic, state, live }: EdgeNumbersProps) {
  const { sources } = useTopologyOutline(live.topology)
  const source = Object.hasOwn(sources, traffic.source) ? sources[traffic.source] : undefined
  const { ratePerSecond, errorsPerSecond, p50Seconds, p95Seconds, bytesPerSecond, deniedPerSecond, health } = traffic
  const share = shareOfErrors(traffic)
  const isByPackets = traffic.layer === 'l4'
  const numbers = [
    [isByPackets ? 'Connections' : 'Requests', ratePerSecond === undefined ? undefined : formatRate(ratePerSecond), ''],
    [
      'Errors',
      share === undefined ? (errorsPerSecond === 0 ? 'none' : undefined) : formatShare(share),
      errorsPerSecond === undefined || errorsPerSecond === 0 ? '' : formatRate(errorsPerSecond),
    ],
    [
      'Latency',
      p95Seconds === undefined ? undefined : formatDuration(p95Seconds),
      p95Seconds === undefined ? '' : p50Seconds === undefined ? 'p95' : `p95\nmedian ${formatDuration(p50Seconds)}`,
    ],
  ] as const
  const more = [
    ['Data', bytesPerSecond === undefined ? undefined : formatBytes(bytesPerSecond)],
    ['Denied by policy', deniedPerSecond === undefined ? undefined : formatRate(deniedPerSecond)],
    ['Health check', health === undefined ? undefined : health === 0 ? 'does not answer' : 'answers'],
  ] as const
  return (
    <Section title={state === 'frozen' ? 'Traffic when its source last answered' : 'Traffic'}>
      <dl className="edge-numbers">
        {numbers.map(([name, value, detail]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value === undefined ? (
                <span className="edge-number-none">not known</span>
              ) : (
                <span className="edge-number">{value}</span>
              )}
              {detail !== '' && <span className="edge-number-detail">{detail}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <dl className="chain">
        {more.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        <div>
          <dt>Counted by</dt>
          <dd>
            <HostileText text={traffic.source} />, {layerWords[traffic.layer]}
          </dd>
        </div>
      </dl>
      {(source?.warnings ?? []).map((warning) => (
        <p key={warning} className="caveat">
          <HostileText text={warning} />
        </p>
      ))}
    </Section>
  )
}
