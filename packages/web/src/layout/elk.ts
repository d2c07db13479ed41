import { eachBlock, frameBlocks, gaps, group } from '@statusgraph/layout'
import type { Block, Box, Flow, Places, Sheet } from '@statusgraph/layout'

/** A graph as the library ELK takes it and gives it back. */
export interface ElkNode {
  readonly id: string
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly children?: readonly ElkNode[]
  readonly ports?: readonly ElkPort[]
  readonly edges?: readonly ElkEdge[]
  readonly layoutOptions?: Readonly<Record<string, string>>
}

interface ElkPort {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly layoutOptions: Readonly<Record<string, string>>
}

interface ElkEdge {
  readonly id: string
  readonly sources: readonly string[]
  readonly targets: readonly string[]
}

/** Up to this many blocks nodes are placed by the slower way that keeps more lines straight. */
const fineLimit = 200

/** What is said to ELK about every part of the graph. */
export function optionsFor(sheet: Sheet, flow: Flow): Readonly<Record<string, string>> {
  const isFine =
    eachBlock(sheet.blocks)
      .take(fineLimit + 1)
      .toArray().length <= fineLimit
  return {
    'elk.algorithm': 'layered',
    'elk.direction': flow === 'right' ? 'RIGHT' : 'DOWN',
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.separateConnectedComponents': 'false',
    'elk.randomSeed': '1',
    'elk.edgeRouting': 'POLYLINE',
    'elk.layered.nodePlacement.strategy': isFine ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF',
    'elk.spacing.nodeNode': String(gaps.across),
    'elk.spacing.edgeNode': '12',
    'elk.spacing.edgeEdge': '8',
    'elk.layered.spacing.nodeNodeBetweenLayers': String(gaps.along),
    'elk.layered.spacing.edgeNodeBetweenLayers': '24',
    'elk.layered.spacing.edgeEdgeBetweenLayers': '4',
  }
}

/** A sheet in ELK's words. Edges leave at the right and arrive at the left, at the heights where the map draws them. */
export function writeElkGraph(sheet: Sheet, flow: Flow): ElkNode {
  const ancestors = new Map<number, ReadonlySet<number>>()
  const note = (blocks: readonly Block[], above: ReadonlySet<number>): void => {
    for (const { key, inside } of blocks) {
      ancestors.set(key, above)
      if (inside !== undefined) note(inside, new Set(above).add(key))
    }
  }
  note(sheet.blocks, new Set())
  const groups = new Set(
    eachBlock(sheet.blocks)
      .filter((block) => block.inside !== undefined)
      .map(({ key }) => key),
  )
  const edges: ElkEdge[] = []
  sheet.links.forEach(({ source, target, port }, at) => {
    // Between a group and what is in it nothing can be layered.
    const isInward = ancestors.get(target)?.has(source) === true || ancestors.get(source)?.has(target) === true
    if (source === target || isInward) return
    const out = groups.has(source) || flow === 'down' ? `n${source}` : `n${source}:out`
    const into = groups.has(target)
      ? `n${target}`
      : port !== undefined
        ? `n${target}:${port}`
        : flow === 'down'
          ? `n${target}`
          : `n${target}:in`
    edges.push({ id: `e${at}`, sources: [out], targets: [into] })
  })
  return { id: 'root', children: sheet.blocks.map((block) => writeBlock(block, flow)), edges }
}

function writeBlock(block: Block, flow: Flow): ElkNode {
  const id = `n${block.key}`
  if (block.inside !== undefined) {
    const isDrawn = block.width > 0 || block.inside.length === 0
    return {
      id,
      ...(block.inside.length === 0
        ? { width: block.width || group.emptyWidthPx, height: block.height || group.emptyHeightPx }
        : { children: block.inside.map((one) => writeBlock(one, flow)) }),
      layoutOptions: {
        'elk.padding': `[top=${group.titlePx},left=${group.padPx},bottom=${group.padPx},right=${group.padPx}]`,
        ...(isDrawn && block.inside.length > 0
          ? {
              'elk.nodeSize.constraints': 'MINIMUM_SIZE',
              'elk.nodeSize.minimum': `(${block.width},${block.height})`,
            }
          : {}),
      },
    }
  }
  const ports: ElkPort[] = block.portsY.map((y, at) => writePort(`${id}:${at}`, 0, y, 'WEST'))
  if (flow === 'right') {
    ports.push(writePort(`${id}:in`, 0, block.axisY, 'WEST'), writePort(`${id}:out`, block.width, block.axisY, 'EAST'))
  }
  return {
    id,
    width: block.width,
    height: block.height,
    ...(ports.length === 0 ? {} : { ports, layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } }),
  }
}

function writePort(id: string, x: number, y: number, side: 'WEST' | 'EAST'): ElkPort {
  return { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } }
}

/** Where ELK put the blocks of a sheet; frames are those that the map will draw. */
export function readElkGraph(sheet: Sheet, root: ElkNode): Places {
  const boxes = new Map<number, Box>()
  const read = (node: ElkNode, dx: number, dy: number): void => {
    const x = dx + (node.x ?? 0)
    const y = dy + (node.y ?? 0)
    if (node.id !== 'root')
      boxes.set(Number(node.id.slice(1)), { x, y, width: node.width ?? 0, height: node.height ?? 0 })
    for (const child of node.children ?? []) read(child, x, y)
  }
  read(root, 0, 0)
  for (const block of sheet.blocks) frameBlocks(block, boxes)
  return boxes
}
