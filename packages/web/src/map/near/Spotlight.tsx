import type { ReactNode } from 'react'
import { arrowOf, pathOf, routeInScene } from '@statusgraph/picture'
import type { Scene, SceneEdge, SceneNode } from '@statusgraph/picture'
import { isFrame } from '../geometry/node-size.ts'
import type { LiveMap } from '../view/live-map.ts'
import { EdgeLabels } from './EdgeLabels.tsx'
import { fitText, measureText } from '../geometry/text-width.ts'
import type { Level } from '../picture/level.ts'
import './spotlight.css'

interface SpotlightProps {
  readonly scene: Scene
  readonly nodeId: string
  readonly level: Level
  /** The scale in force when the light came on; strokes and words keep their size on the screen. */
  readonly scale: number
  readonly map: LiveMap
}

const edgeLimit = 400

/** A node's own edges above the picture: what it calls flows on, what calls it flows in, each told by side and word. */
export function Spotlight({ scene, nodeId, level, scale, map }: SpotlightProps): ReactNode {
  const centre = scene.byId.get(nodeId)
  if (centre === undefined) return null
  const hair = 1 / scale
  const { edges } = relationsOf(scene, centre)
  const own = new Set(edges)
  return (
    <svg className="sg-spotlight" aria-hidden="true">
      {edges.map((edge) => {
        const { curve, to } = routeInScene(scene, edge)
        const arrow = arrowOf(curve, to, 10 * hair)
        return (
          <g key={edge.edge.id} className="sg-beam" data-way={edge.source === centre.index ? 'out' : 'in'}>
            <path d={pathOf(curve)} />
            <path className="sg-beam-flow" d={pathOf(curve)} />
            {map.looks.of(edge.index).hasHead && (
              <path className="sg-beam-head" d={`M${arrow.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} />
            )}
          </g>
        )
      })}
      <EdgeLabels map={map} scene={scene} level={level} scale={scale} isWanted={(edge) => own.has(edge)} />
    </svg>
  )
}

/** Beside each neighbour, in a word, how it belongs: above the cards, where the lines could hide it. */
export function SpotWords({ scene, nodeId, level, scale }: Omit<SpotlightProps, 'map'>): ReactNode {
  const centre = scene.byId.get(nodeId)
  if (centre === undefined) return null
  const { callers, dependencies } = relationsOf(scene, centre)
  const words = new Map<number, string>()
  for (const at of dependencies) words.set(at, 'dependency')
  for (const at of callers) words.set(at, dependencies.has(at) ? 'caller, dependency' : 'caller')
  words.delete(centre.index)
  return (
    <svg className="sg-spotlight" aria-hidden="true">
      {level === 'far'
        ? [centre.index, ...words.keys()]
            .slice(0, nameLimit)
            .map((at) => <FarName key={at} one={scene.nodes[at]} hair={1 / scale} />)
        : [...words].map(([at, word]) => <Word key={at} one={scene.nodes[at]} word={word} hair={1 / scale} />)}
    </svg>
  )
}

interface Relations {
  readonly edges: readonly SceneEdge[]
  readonly callers: ReadonlySet<number>
  readonly dependencies: ReadonlySet<number>
}

function relationsOf(scene: Scene, centre: SceneNode): Relations {
  const edges = (scene.edgesOf[centre.index] ?? []).slice(0, edgeLimit).flatMap((at) => scene.edges[at] ?? [])
  return {
    edges,
    callers: new Set(edges.filter((edge) => edge.target === centre.index).map((edge) => edge.source)),
    dependencies: new Set(edges.filter((edge) => edge.source === centre.index).map((edge) => edge.target)),
  }
}

const nameLimit = 60

/** Far away a neighbour has no name in the picture, so it gets one here. */
function FarName({ one, hair }: { readonly one: SceneNode | undefined; readonly hair: number }): ReactNode {
  if (one === undefined || isFrame(one.node)) return null
  const { x, y, width, height } = one.box
  const sizePx = 12 * hair
  return (
    <text className="sg-far-name" x={x + width / 2} y={y + height + 14 * hair} fontSize={sizePx} strokeWidth={3 * hair}>
      {fitText(one.node.name, sizePx, 600, 170 * hair)}
    </text>
  )
}

function Word({
  one,
  word,
  hair,
}: {
  readonly one: SceneNode | undefined
  readonly word: string
  readonly hair: number
}): ReactNode {
  if (one === undefined) return null
  const sizePx = 10.5 * hair
  const width = measureText(word, sizePx, 600) + 10 * hair
  // Like a tab on the upper edge, at the right, because a name may stand above the left.
  const x = one.box.x + one.box.width - width - Math.min(10 * hair, one.box.width * 0.1)
  const y = one.box.y - 12 * hair
  return (
    <g className="sg-word">
      <rect x={x} y={y} width={width} height={15 * hair} rx={4 * hair} />
      <text x={x + width / 2} y={y + 11 * hair} fontSize={sizePx}>
        {word}
      </text>
    </g>
  )
}
