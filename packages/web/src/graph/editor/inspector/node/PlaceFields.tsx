import { shiftNodes, updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { sizeNode } from '../../../../map/index.ts'
import type { Box, Point } from '../../../../map/index.ts'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { Checkbox } from '../field/Checkbox.tsx'
import { NumberField } from '../field/NumberField.tsx'
import { findNodeFault } from '../find-faults.ts'

interface PlaceFieldsProps {
  readonly editor: Editor
  readonly node: GraphNode
}

/** Where a node stands, how large it is, and what a layout may do with it. */
export function PlaceFields({ editor, node }: PlaceFieldsProps) {
  const { session } = editor
  const boxes = () => editor.map()?.boxes() ?? new Map<string, Box>()
  const drawn = drawnBox(node, boxes())
  const isAutomatic = node.size === undefined
  const setSize = (size: GraphNode['size'], coalesce?: string) =>
    session.edit(
      size === undefined ? 'automatic size' : 'size',
      (graph) => updateNode(graph, node.id, { size }),
      coalesce === undefined ? {} : { coalesce },
    )
  const place = (axis: 'x' | 'y') => (
    <NumberField
      owner={editor}
      fieldKey={`node:${node.id}:${axis}`}
      label={axis}
      value={round(drawn[axis])}
      findFault={(value) =>
        findNodeFault({ ...node, position: { ...(node.position ?? { x: 0, y: 0 }), [axis]: value } }, [
          'position',
          axis,
        ])
      }
      commit={(value, coalesce) =>
        session.edit('move', (graph) => moveTo(graph, node.id, { [axis]: value }, boxes()), { coalesce })
      }
    />
  )
  const extent = (side: 'width' | 'height') => (
    <NumberField
      owner={editor}
      fieldKey={`node:${node.id}:${side}`}
      label={side}
      isDisabled={isAutomatic}
      value={node.size?.[side] ?? round(drawn[side])}
      findFault={(value) =>
        findNodeFault({ ...node, size: { ...(node.size ?? { width: 200, height: 80 }), [side]: value } }, [
          'size',
          side,
        ])
      }
      commit={(value, coalesce) => {
        if (node.size !== undefined) setSize({ ...node.size, [side]: value }, coalesce)
      }}
    />
  )
  return (
    <Section title="Place and size">
      <div className="number-grid">
        {place('x')}
        {place('y')}
        {extent('width')}
        {extent('height')}
      </div>
      <Checkbox
        label={node.kind === 'group' ? 'Size fits its members' : 'Size fits its content'}
        isChecked={isAutomatic}
        onChange={(isOn) =>
          setSize(isOn ? undefined : { width: Math.round(drawn.width ?? 200), height: Math.round(drawn.height ?? 80) })
        }
      />
      <Checkbox
        label="Pinned: an automatic layout leaves it here"
        isChecked={node.pinned === true}
        onChange={(isOn) =>
          session.edit(isOn ? `pin ${node.name}` : `unpin ${node.name}`, (graph) =>
            updateNode(graph, node.id, { pinned: isOn ? true : undefined }),
          )
        }
      />
      {node.kind === 'group' && (
        <Checkbox
          label="Collapsed: shown as one node"
          isChecked={node.collapsed === true}
          onChange={(isOn) =>
            session.edit(isOn ? `collapse ${node.name}` : `expand ${node.name}`, (graph) =>
              updateNode(graph, node.id, { collapsed: isOn ? true : undefined }),
            )
          }
        />
      )}
    </Section>
  )
}

/** Where a node is drawn, as far as it can be known: a group stands around its members, wherever its own box is. */
function drawnBox(node: GraphNode, boxes: ReadonlyMap<string, Box>): Partial<Box> {
  const onMap = boxes.get(node.id)
  return node.kind === 'group' ? { ...onMap } : { ...onMap, ...node.position, ...sizeNode(node) }
}

/** Moves a node to where somebody typed; a group takes its members along. */
function moveTo(graph: GraphDocument, id: string, to: Partial<Point>, boxes: ReadonlyMap<string, Box>): GraphDocument {
  const node = graph.nodes.find((one) => one.id === id)
  if (node === undefined) return graph
  const { x = 0, y = 0 } = drawnBox(node, boxes)
  return shiftNodes(graph, [id], (to.x ?? x) - x, (to.y ?? y) - y, boxes)
}

function round(px: number | undefined): number | undefined {
  return px === undefined ? undefined : Math.round(px)
}
