import { collapseGroups } from '@statusgraph/model'
import type { EdgeStatus, GraphDocument, GraphEdge, TopologyEdge } from '@statusgraph/model'
import { useMemo } from 'react'
import { lampWords } from '@statusgraph/picture'
import type { Mark } from '@statusgraph/picture'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useEdgeStatus, useSeenEdge } from '../../live/use-live-graph.ts'
import { lastSeenOf, stateWords } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Since } from '../../parts/Since.tsx'
import type { Topology } from '../state/neighbours.ts'
import { EdgeNumbers } from './EdgeNumbers.tsx'
import { NodeButton } from './Members.tsx'
import { EdgeButton } from './Neighbours.tsx'
import { PanelFrame } from './PanelFrame.tsx'
import { Section } from './Section.tsx'
import { SeenBy } from './SeenBy.tsx'
import { Why } from './Why.tsx'
import './panel.css'

interface EdgePanelProps {
  readonly graph: GraphDocument
  /** The same with the groups that are closed for this viewer. */
  readonly seen: GraphDocument
  readonly topology: Topology
  readonly edgeId: string
  readonly live: LiveGraph
  readonly takesFocus: boolean
  readonly onSelect: (id: string) => void
  readonly onSelectEdge: (id: string) => void
  readonly onCopyLink: () => void
  readonly onClose: () => void
}

/** Everything about one edge; of one that stands for several, which these are. */
export function EdgePanel(props: EdgePanelProps) {
  const { graph, seen, edgeId } = props
  const edge = useMemo(() => graph.edges.find(({ id }) => id === edgeId), [graph, edgeId])
  const bundle = useMemo(
    () => (edge === undefined ? findBundle(graph, seen, edgeId) : undefined),
    [graph, seen, edge, edgeId],
  )
  if (bundle !== undefined) return <BundlePanel {...props} bundle={bundle} />
  return edge === undefined ? <GonePanel {...props} /> : <OneEdge {...props} edge={edge} />
}

interface Bundle {
  readonly source: string
  readonly target: string
  readonly edges: readonly GraphEdge[]
}

function findBundle(graph: GraphDocument, seen: GraphDocument, id: string): Bundle | undefined {
  const collapsed = collapseGroups(seen)
  const behind = new Set(collapsed.merged.get(id))
  const one = collapsed.graph.edges.find((edge) => edge.id === id)
  if (one === undefined || behind.size === 0) return undefined
  return { source: one.source, target: one.target, edges: graph.edges.filter((edge) => behind.has(edge.id)) }
}

function OneEdge({ edge, topology, live, onSelect, ...frame }: EdgePanelProps & { readonly edge: GraphEdge }) {
  const status = useEdgeStatus(live.statuses, edge.id)
  const seen = useSeenEdge(live.topology, edge.id)
  const nameOf = (id: string) => topology.byId.get(id)?.name ?? id
  const between = seen?.undirected === true ? '–' : '→'
  const title = `${nameOf(edge.source)} ${between} ${nameOf(edge.target)}`
  const ends = [
    { word: seen?.undirected === true ? 'Between' : 'From', node: topology.byId.get(edge.source) },
    { word: seen?.undirected === true ? 'and' : 'To', node: topology.byId.get(edge.target) },
  ]
  const mark = markOfEdge(status)
  return (
    <PanelFrame
      title={title}
      mark={mark}
      takesFocus={frame.takesFocus}
      onCopyLink={frame.onCopyLink}
      onClose={frame.onClose}
      line={
        <>
          {mark !== undefined && status !== undefined && (
            <strong className={`word word-${mark}`}>
              {lampWords[status.lamp]}
              {isStale(status) ? ', stale' : ''}
            </strong>
          )}
          <span className="quiet">
            {mark !== undefined && ' · '}
            {seen === undefined ? 'Nobody watches it' : sentence(stateWords[seen.state])}
          </span>
        </>
      }
    >
      <dl className="edge-ends">
        {ends.map(({ word, node }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{node !== undefined && <NodeButton node={node} statuses={live.statuses} onSelect={onSelect} />}</dd>
          </div>
        ))}
      </dl>
      {seen?.traffic !== undefined && <EdgeNumbers traffic={seen.traffic} live={live} state={seen.state} />}
      {status === undefined || status.reasons.length === 0 ? (
        <Section title="Why has it no colour?">
          <p>
            <Unjudged seen={seen} />
          </p>
        </Section>
      ) : (
        <Why
          subject={{ kind: 'edge', id: edge.id, name: title }}
          status={status}
          live={live}
          nameOf={nameOf}
          onSelect={onSelect}
        />
      )}
      {seen !== undefined && <SeenBy seen={seen} live={live} />}
      <EdgeOrigin edge={edge} seen={seen} />
    </PanelFrame>
  )
}

/** Why an edge has no lamp: what would have to be known. */
function Unjudged({ seen }: { readonly seen: TopologyEdge | undefined }) {
  if (seen === undefined) return 'No source watches the two ends of this edge.'
  const last = lastSeenOf(seen.provenance)
  switch (seen.state) {
    case 'missing':
      return 'It was drawn, and no source that should see it does: it may be gone, or may never have been.'
    case 'stale':
      return (
        <>
          No source sees it any more
          {last !== undefined && (
            <>
              ; the last sign of it was <Since at={last} />
            </>
          )}
          .
        </>
      )
    case 'frozen':
      return 'Its source fails: this is how it looked when the source last answered.'
    case 'idle':
      return 'Nothing runs over it now, so there is nothing to judge.'
    case 'live':
    case 'undeclared':
      return seen.traffic === undefined
        ? 'It is there, and nobody counts what runs over it.'
        : 'What is counted has no bounds, or is too little to judge.'
  }
}

function EdgeOrigin({ edge, seen }: { readonly edge: GraphEdge; readonly seen: TopologyEdge | undefined }) {
  const facts = [
    ['Label', edge.label],
    ['Protocol', seen?.protocol],
    ['Kind', edge.kind],
    ['Drawn by', seen !== undefined && seen.drawn !== true ? 'discovery alone' : 'people'],
  ] as const
  return (
    <Section title="About this edge">
      {edge.description !== undefined && (
        <p className="origin-text">
          <HostileText text={edge.description} />
        </p>
      )}
      <dl className="chain">
        {facts.map(([name, value]) =>
          value === undefined || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <HostileText text={value} />
              </dd>
            </div>
          ),
        )}
        <div>
          <dt>Id</dt>
          <dd>
            <HostileText text={edge.id} className="mono" />
          </dd>
        </div>
      </dl>
    </Section>
  )
}

function BundlePanel({ bundle, topology, live, onSelectEdge, ...frame }: EdgePanelProps & { readonly bundle: Bundle }) {
  const nameOf = (id: string) => topology.byId.get(id)?.name ?? id
  return (
    <PanelFrame
      title={`${nameOf(bundle.source)} → ${nameOf(bundle.target)}`}
      mark={undefined}
      takesFocus={frame.takesFocus}
      onCopyLink={frame.onCopyLink}
      onClose={frame.onClose}
      line={<span className="quiet">Stands for what is inside a closed group</span>}
    >
      <Section title="Edges" count={bundle.edges.length}>
        <ul className="node-list">
          {bundle.edges.slice(0, mostListed).map((edge) => (
            <li key={edge.id}>
              <span className="bundle-ends">
                <HostileText text={`${nameOf(edge.source)} → ${nameOf(edge.target)}`} />
              </span>
              <span className="edge-list">
                <EdgeButton edge={edge} topology={topology} live={live} onSelect={onSelectEdge} />
              </span>
            </li>
          ))}
        </ul>
        {bundle.edges.length > mostListed && <p className="quiet">The list of edges has them all.</p>}
      </Section>
    </PanelFrame>
  )
}

const mostListed = 100

function GonePanel({ edgeId, ...frame }: EdgePanelProps) {
  return (
    <PanelFrame
      title="An edge that is gone"
      mark={undefined}
      takesFocus={frame.takesFocus}
      onCopyLink={frame.onCopyLink}
      onClose={frame.onClose}
      line={<HostileText text={edgeId} className="mono quiet" />}
    >
      <p className="edge-gone">The graph has no such edge now. It may have been removed, or nobody sees it any more.</p>
    </PanelFrame>
  )
}

function isStale(status: EdgeStatus): boolean {
  return status.overlays.some(({ kind }) => kind === 'stale')
}

function markOfEdge(status: EdgeStatus | undefined): Mark | undefined {
  return status !== undefined && status.lamp === 'ok' && isStale(status) ? 'stale' : status?.lamp
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
