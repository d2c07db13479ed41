import { memo } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { hasOutlet } from '@statusgraph/picture'
import type { MapStatuses, MapTopology, Scene, Spark } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'
import { isFrame } from '../geometry/node-size.ts'
import { Card } from './Card.tsx'
import { GroupTitle } from './GroupTitle.tsx'
import type { Shells } from './shells.ts'

interface NearCardsProps {
  readonly scene: Scene
  /** Of nodes that are being made larger or smaller. */
  readonly sizes: ReadonlyMap<string, Box>
  readonly ids: ReadonlySet<string>
  readonly shells: Shells
  readonly statuses: MapStatuses
  readonly topology: MapTopology
  readonly sparklines: Readonly<Record<string, Spark>> | undefined
}

/** The insides of the cards that are near, each painted into the element that its node has anyway. */
export const NearCards = memo(function NearCards({
  scene,
  sizes,
  ids,
  shells,
  statuses,
  topology,
  sparklines,
}: NearCardsProps) {
  const portals: ReactNode[] = []
  for (const id of ids) {
    const one = scene.byId.get(id)
    const element = shells.get(id)
    if (one === undefined || element === undefined) continue
    const inside = isFrame(one.node) ? (
      <GroupTitle node={one.node} statuses={statuses} />
    ) : (
      <Card
        node={one.node}
        box={sizes.get(id) ?? one.box}
        hasOutlet={hasOutlet(scene, one.index)}
        statuses={statuses}
        topology={topology}
        spark={sparklines?.[id]}
      />
    )
    portals.push(createPortal(inside, element, id))
  }
  return portals
})
