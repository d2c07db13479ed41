import type { GraphListItem } from '@statusgraph/protocol'
import { routes } from '@statusgraph/protocol'
import { useState } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { Menu } from '../parts/Menu.tsx'
import type { MenuItem } from '../parts/Menu.tsx'
import { withBase } from '../routes/base.ts'
import { graphPath } from '../routes/paths.ts'
import { GraphDetails } from './details/GraphDetails.tsx'
import type { GraphActions } from './graph-actions.ts'
import type { Arranging } from './order/use-arranging.ts'

interface CardToolsProps {
  readonly item: GraphListItem
  readonly knownTags: readonly string[]
  readonly actions: GraphActions
  readonly arranging: Arranging
}

/** The grip and the menu of a card. Everything that the grip does can be chosen in the menu, too. */
export function CardTools({ item, knownTags, actions, arranging }: CardToolsProps) {
  const [isOpen, setIsOpen] = useState(false)
  const readOnly = item.provisioned
    ? 'It comes from a provisioned file: change the file, or copy it to edit.'
    : undefined
  const change: readonly MenuItem[] = item.provisioned
    ? [{ label: 'Copy to edit', onChoose: () => actions.copy(item, { isToEdit: true }) }]
    : [
        { label: 'Edit', to: `${graphPath(item.id)}?edit` },
        { label: 'Rename, describe, tag', onChoose: () => setIsOpen(true) },
        { label: 'Duplicate', onChoose: () => actions.copy(item, { isToEdit: false }) },
      ]
  const move = (by: -1 | 1): Pick<MenuItem, 'onChoose' | 'disabledBecause'> => ({
    onChoose: () => arranging.step(item.id, by),
    disabledBecause: arranging.whyNot(item.id, by),
  })
  return (
    <>
      {arranging.isOn && (
        <span
          className="graph-card-grip"
          title="Drag to another place"
          aria-hidden="true"
          onPointerDown={(event) => arranging.grip(item.id, event)}
        >
          <Icon name="move" />
        </span>
      )}
      <Menu
        label={`Actions for ${item.name}`}
        trigger={<Icon name="more" />}
        items={[
          ...change,
          { label: 'Move earlier', ...move(-1) },
          { label: 'Move later', ...move(1) },
          { label: 'Save as a YAML file', onChoose: () => globalThis.location.assign(exportAddress(item.id)) },
          {
            label: 'Move to the bin',
            onChoose: () => actions.remove(item),
            disabledBecause: readOnly,
            isDanger: true,
          },
        ]}
      />
      {isOpen && <GraphDetails item={item} knownTags={knownTags} onClose={() => setIsOpen(false)} />}
    </>
  )
}

/** The browser asks for it like for any file; the page stays. */
function exportAddress(id: string): string {
  return withBase(`${routes.exportGraph.path.replace('{id}', encodeURIComponent(id))}?format=yaml`)
}
