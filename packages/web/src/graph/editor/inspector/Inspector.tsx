import type { GraphDocument, GraphEdge, GraphNode, TopologyView } from '@statusgraph/model'
import { useState, useSyncExternalStore } from 'react'
import { Icon } from '../../../parts/Icon.tsx'
import { SelectionActions } from '../actions/SelectionActions.tsx'
import type { Editor, Selection } from '../editor.ts'
import { Section } from '../../panel/Section.tsx'
import { pickFinds } from '../../discovery/list-finds.ts'
import type { Find } from '../../discovery/list-finds.ts'
import { nameFinds } from '../tray/found/found-actions.ts'
import { useDrift } from '../tray/found/use-drift.ts'
import { FoundFields } from './discovery/FoundFields.tsx'
import { EdgeFields } from './edge/EdgeFields.tsx'
import { GraphFields } from './GraphFields.tsx'
import { GraphHead, NodeHead, PlainHead } from './heads.tsx'
import { ManyFields } from './many/ManyFields.tsx'
import { NodeFields } from './node/NodeFields.tsx'
import { NodeState } from './node/NodeState.tsx'
import { useOpening } from './use-opening.ts'
import '../../panel/panel.css'
import './inspector.css'

interface InspectorProps {
  readonly editor: Editor
}

/** Up to here a panel covers so much of the map that it is opened only when somebody asks for it. */
const narrowPx = 760

/** The side panel of the editor: everything that the document says of what is selected, to be changed there. */
export function Inspector({ editor }: InspectorProps) {
  const { graph, view } = useDrift(editor)
  const { selection } = useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  // Unless somebody says otherwise, the panel is there while something is selected, and leaves the map alone else.
  const [wish, setWish] = useState<'open' | 'closed'>()
  const [tab, setTab] = useState<'edit' | 'state'>('edit')
  const shown = findShown(graph, view, selection)
  const isWanted = wish === undefined ? shown.kind !== 'graph' && globalThis.innerWidth > narrowPx : wish === 'open'
  const card = cardOf(shown)
  const { isOpen, isNew } = useOpening(editor, isWanted, card)
  if (!isOpen) {
    return (
      <button
        type="button"
        className="icon-button inspector-open"
        aria-label={nameOf(shown)}
        title={nameOf(shown)}
        onClick={() => setWish('open')}
      >
        <Icon name="panel" />
      </button>
    )
  }
  const close = () => setWish(shown.kind === 'graph' ? undefined : 'closed')
  const isNode = shown.kind === 'node'
  return (
    <aside className="panel inspector" aria-label={nameOf(shown)} data-new={isNew ? '' : undefined}>
      <Head editor={editor} shown={shown} onClose={close} />
      {isNode && (
        <fieldset className="tabs inspector-tabs" aria-label="What to see">
          <button type="button" aria-pressed={tab === 'edit'} onClick={() => setTab('edit')}>
            Edit
          </button>
          <button type="button" aria-pressed={tab === 'state'} onClick={() => setTab('state')}>
            Why this colour
          </button>
        </fieldset>
      )}
      {isNode && tab === 'state' ? (
        <div className="panel-body" key={keyOf(shown)}>
          <NodeState editor={editor} graph={graph} node={shown.node} />
        </div>
      ) : (
        <div className="panel-body inspector-fields" key={keyOf(shown)}>
          <Fields editor={editor} graph={graph} shown={shown} />
        </div>
      )}
    </aside>
  )
}

/** The card that the panel is about, which has to be seen beside it. */
function cardOf(shown: Shown): string | undefined {
  if (shown.kind === 'node') return isFrame(shown.node) ? undefined : shown.node.id
  const element = shown.kind === 'found' ? shown.finds[0]?.element : undefined
  return element?.kind === 'node' ? element.node.id : undefined
}

function isFrame({ kind, collapsed }: GraphNode): boolean {
  return kind === 'group' && collapsed !== true
}

/** What the inspector is about. */
type Shown =
  | { readonly kind: 'graph'; readonly graph: GraphDocument }
  | { readonly kind: 'node'; readonly node: GraphNode }
  | { readonly kind: 'edge'; readonly edge: GraphEdge; readonly graph: GraphDocument }
  /** Only what was discovered and is in no document. */
  | { readonly kind: 'found'; readonly finds: readonly Find[] }
  | { readonly kind: 'many'; readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }

/** What of the selection is still there: undo and other people take things away. */
function findShown(graph: GraphDocument, view: TopologyView, selection: Selection): Shown {
  const nodes = selection.nodes.size === 0 ? [] : graph.nodes.filter(({ id }) => selection.nodes.has(id))
  const edges = selection.edges.size === 0 ? [] : graph.edges.filter(({ id }) => selection.edges.has(id))
  const [node] = nodes
  const [edge] = edges
  if (nodes.length + edges.length > 1) return { kind: 'many', nodes, edges }
  if (node !== undefined) return { kind: 'node', node }
  if (edge !== undefined) return { kind: 'edge', edge, graph }
  const finds = pickFinds(view, selection.nodes, selection.edges)
  return finds.length === 0 ? { kind: 'graph', graph } : { kind: 'found', finds }
}

function keyOf(shown: Shown): string {
  switch (shown.kind) {
    case 'graph':
      return 'graph'
    case 'node':
      return `node:${shown.node.id}`
    case 'edge':
      return `edge:${shown.edge.id}`
    case 'found':
      return `found:${shown.finds.map(({ key }) => key).join(' ')}`
    case 'many':
      return `many:${shown.nodes.map(({ id }) => id).join(' ')}`
  }
}

function nameOf(shown: Shown): string {
  switch (shown.kind) {
    case 'graph':
      return 'Edit the graph'
    case 'node':
      return `Edit ${shown.node.name}`
    case 'edge':
      return 'Edit the edge'
    case 'found':
      return `Discovered: ${nameFinds(shown.finds)}`
    case 'many':
      return 'Edit the selection'
  }
}

interface ShownProps {
  readonly editor: Editor
  readonly shown: Shown
}

function Head({ editor, shown, onClose }: ShownProps & { readonly onClose: () => void }) {
  switch (shown.kind) {
    case 'graph':
      return <GraphHead editor={editor} graph={shown.graph} onClose={onClose} />
    case 'node':
      return <NodeHead editor={editor} node={shown.node} onClose={onClose} />
    case 'edge': {
      const name = (id: string) => shown.graph.nodes.find((node) => node.id === id)?.name ?? id
      return (
        <PlainHead title={`${name(shown.edge.source)} → ${name(shown.edge.target)}`} detail="Edge" onClose={onClose} />
      )
    }
    case 'found':
      return <PlainHead title={nameFinds(shown.finds)} detail="Discovered" onClose={onClose} />
    case 'many':
      return <PlainHead title={countAll(shown)} detail="Selected" onClose={onClose} />
  }
}

function Fields({ editor, graph, shown }: ShownProps & { readonly graph: GraphDocument }) {
  switch (shown.kind) {
    case 'graph':
      return <GraphFields editor={editor} graph={graph} />
    case 'node':
      return <NodeFields editor={editor} graph={graph} node={shown.node} />
    case 'edge':
      return <EdgeFields editor={editor} graph={graph} edge={shown.edge} />
    case 'found':
      return <FoundFields editor={editor} finds={shown.finds} />
    case 'many':
      if (shown.nodes.length > 0) return <ManyFields editor={editor} graph={graph} nodes={shown.nodes} />
      return (
        <Section title="Do">
          <SelectionActions editor={editor} parts={['edit']} />
        </Section>
      )
  }
}

function countAll({ nodes, edges }: Extract<Shown, { kind: 'many' }>): string {
  const parts = [
    nodes.length === 0 ? '' : nodes.length === 1 ? '1 node' : `${nodes.length.toLocaleString('en')} nodes`,
    edges.length === 0 ? '' : edges.length === 1 ? '1 edge' : `${edges.length.toLocaleString('en')} edges`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}
