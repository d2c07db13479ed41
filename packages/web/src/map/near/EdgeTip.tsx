import type { ReactNode } from 'react'
import { useCallback, useSyncExternalStore } from 'react'
import { edgeNumbersOf, sayTraffic, stateWords } from '@statusgraph/picture'
import type { MapStatuses, MapTopology, Scene } from '@statusgraph/picture'
import { HostileText } from '../../parts/HostileText.tsx'
import { LampMark } from '../lamp/LampMark.tsx'
import type { EdgeSpotted } from '../use-spot.ts'
import { useSeenEdge } from './use-node-status.ts'
import './edge-tip.css'

interface EdgeTipProps {
  readonly scene: Scene
  readonly at: EdgeSpotted
  readonly statuses: MapStatuses
  readonly topology: MapTopology
}

const widthPx = 280

/** What an edge is, beside the pointer, for the eye alone: the panel says the same and more to everybody. */
export function EdgeTip({ scene, at, statuses, topology }: EdgeTipProps): ReactNode {
  const seen = useSeenEdge(topology, at.id)
  const subscribe = useCallback((onChange: () => void) => statuses.subscribe(at.id, onChange), [statuses, at.id])
  const status = useSyncExternalStore(subscribe, () => statuses.edge(at.id))
  const edge = scene.edges[edgeNumbersOf(scene).get(at.id) ?? -1]
  if (edge === undefined) return null
  const source = scene.nodes[edge.source]?.node.name ?? ''
  const target = scene.nodes[edge.target]?.node.name ?? ''
  const words = [seen === undefined ? '' : stateWords[seen.state], sourcesOf(seen?.provenance ?? [])]
  const traffic = sayTraffic(seen)
  return (
    <div
      className="sg-edge-tip"
      aria-hidden="true"
      style={{ left: `clamp(8px, ${at.x + 14}px, 100% - ${widthPx + 8}px)`, top: `min(${at.y + 16}px, 100% - 96px)` }}
    >
      <p className="sg-edge-tip-ends">
        {status !== undefined && <LampMark lamp={status.lamp} size={14} />}
        <HostileText text={`${source} ${seen?.undirected === true ? '–' : '→'} ${target}`} />
      </p>
      {edge.edge.label !== undefined && <HostileText text={edge.edge.label} className="sg-edge-tip-quiet" />}
      {traffic !== '' && <p>{traffic}</p>}
      {words.some((one) => one !== '') && (
        <p className="sg-edge-tip-quiet">{words.filter((one) => one !== '').join(' · ')}</p>
      )}
    </div>
  )
}

function sourcesOf(provenance: readonly { readonly source: string }[]): string {
  const names = [...new Set(provenance.map(({ source }) => source))]
  return names.length === 0 ? '' : `seen by ${names.join(', ')}`
}
