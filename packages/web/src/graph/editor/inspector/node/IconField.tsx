import { guessIcon, noIcon, updateNode } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import { lazy, Suspense, useState } from 'react'
import { IconPicture } from '../../../../icons/index.ts'
import { KindShape } from '../../../../map/index.ts'
import { Icon } from '../../../../parts/Icon.tsx'
import type { Editor } from '../../editor.ts'
import { Field } from '../field/Field.tsx'

const IconPicker = lazy(async () => ({ default: (await import('../../../../icons/IconPicker.tsx')).IconPicker }))

const iconPx = 20

/** The icon of a node: what is shown, by whose choice, and the way to choose another. */
export function IconField({ editor, node }: { readonly editor: Editor; readonly node: GraphNode }) {
  const [isOpen, setIsOpen] = useState(false)
  const guessed = node.kind === 'group' ? undefined : guessIcon(node)
  const shown = node.icon === noIcon ? undefined : (node.icon ?? guessed)
  const words = shown ?? (node.icon === noIcon ? 'no icon' : 'none known')
  const choose = (icon: string | undefined): void =>
    editor.session.edit('icon', (graph) => updateNode(graph, node.id, { icon }))
  return (
    <>
      <Field label="Icon" hint={node.icon === undefined && shown !== undefined ? 'by guess' : undefined}>
        {(ids) => (
          <button
            type="button"
            id={ids.input}
            className="icon-choice"
            aria-label={`Icon: ${words}`}
            aria-describedby={ids.description}
            aria-haspopup="dialog"
            onClick={() => setIsOpen(true)}
          >
            {shown === undefined ? (
              <KindShape kind={node.kind} widthPx={iconPx} />
            ) : (
              <IconPicture icon={shown} size={iconPx} fallback={<KindShape kind={node.kind} widthPx={iconPx} />} />
            )}
            <span className={shown === undefined ? 'icon-choice-words' : 'icon-choice-words mono'}>{words}</span>
            <Icon name="down" size={12} />
          </button>
        )}
      </Field>
      {isOpen && (
        <Suspense fallback={null}>
          <IconPicker
            value={node.icon}
            guessed={guessed}
            kind={node.kind}
            onChoose={choose}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
