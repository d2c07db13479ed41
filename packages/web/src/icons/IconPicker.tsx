import type { NodeKind } from '@statusgraph/model'
import { noIcon } from '@statusgraph/model'
import { useCallback, useId, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { KindShape } from '../map/KindShape.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { IconPicture } from './IconPicture.tsx'
import { findChoices, listSections, searchIcons } from './picker-choices.ts'
import type { IconSection } from './picker-choices.ts'
import { layOutRows } from './picker-rows.ts'
import type { PickerCell } from './picker-rows.ts'
import { PickerGrid } from './PickerGrid.tsx'
import { noteRecentIcon, recentIcons } from './recent-icons.ts'
import { TeamNotes } from './TeamNotes.tsx'
import { useTeamIcons } from './use-team-icons.ts'
import './icon-picker.css'

interface IconPickerProps {
  /** What the document says now: `set:name`, `none:none`, or undefined when it leaves the choice to the guess. */
  readonly value: string | undefined
  /** What would be shown by guess, see `guessIcon`. */
  readonly guessed: string | undefined
  readonly kind: NodeKind
  /** Gets what the document shall say: undefined leaves it to the guess. The picker then closes. */
  readonly onChoose: (icon: string | undefined) => void
  readonly onClose: () => void
}

/** As a cell's icon: whatever is guessed. No set has this name, because a set begins with a letter or digit. */
const byGuess = ':guess'
const cellWidthPx = 88
const iconPx = 28

/**
 * Chooses the icon of a node: search, categories, the team's own, by guess, or none.
 *
 * @example
 * <IconPicker value={node.icon} guessed={guessIcon(node)} kind={node.kind} onChoose={setIcon} onClose={close} />
 */
export function IconPicker({ value, guessed, kind, onChoose, onClose }: IconPickerProps): ReactNode {
  const [typed, setTyped] = useState('')
  const [category, setCategory] = useState('')
  const [width, setWidth] = useState(0)
  const search = useRef<HTMLInputElement>(null)
  const hintId = useId()
  const team = useTeamIcons()
  const wanted = typed.trim()
  const columns = Math.max(3, Math.floor(width / cellWidthPx) || 6)
  const sections = useMemo(() => listSections(team.list), [team.list])
  const [recent] = useState(recentIcons)
  const layout = useMemo(() => {
    const open = sections.filter(({ title }) => category === '' || title === category)
    if (wanted !== '') return layOutRows([{ title: '', choices: searchIcons(open, wanted) }], columns)
    if (category !== '') return layOutRows(open, columns)
    return layOutRows(
      [ownChoices(sections, guessed), { title: 'Recently used', choices: findChoices(sections, recent) }, ...sections],
      columns,
    )
  }, [sections, category, wanted, columns, guessed, recent])

  const choose = useCallback(
    (cell: PickerCell): void => {
      if (cell.icon !== byGuess && cell.icon !== noIcon) noteRecentIcon(cell.icon)
      onChoose(cell.icon === byGuess ? undefined : cell.icon)
      onClose()
    },
    [onChoose, onClose],
  )
  const shape = <KindShape kind={kind} widthPx={iconPx} />
  const pictureOf = (cell: PickerCell): ReactNode => {
    if (cell.icon === noIcon) return <span className="icon-none" />
    const icon = cell.icon === byGuess ? guessed : cell.icon
    if (icon === undefined) return <span className="icon-kind">{shape}</span>
    return <IconPicture icon={icon} size={iconPx} fallback={<span className="icon-kind">{shape}</span>} />
  }
  const count = layout.cells.length
  const found = wanted === '' ? undefined : count === 1 ? '1 icon' : `${count} icons`

  return (
    <Dialog title="Choose an icon" onClose={onClose} className="icon-picker">
      <div className="icon-picker-head">
        <div className="icon-picker-search search">
          <Icon name="search" size={14} />
          <input
            ref={search}
            type="search"
            data-focus-first
            aria-label="Search icons"
            aria-describedby={hintId}
            placeholder="Search icons, such as elephant or queue"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              const [first] = layout.cells
              if (event.key === 'Enter' && wanted !== '' && first !== undefined) choose(first)
              else if (event.key === 'ArrowDown') {
                event.preventDefault()
                event.currentTarget
                  .closest('.icon-picker')
                  ?.querySelector<HTMLElement>('.icon-cell[tabindex="0"]')
                  ?.focus()
              } else if (event.key === 'Escape' && typed !== '') {
                event.preventDefault()
                setTyped('')
              }
            }}
          />
          {found !== undefined && <span className="search-found">{found}</span>}
          <output className="visually-hidden">{found ?? ''}</output>
        </div>
        <select aria-label="Category" value={category} onChange={(event) => setCategory(event.target.value)}>
          <option value="">All categories</option>
          {sections.map(({ title }) => (
            <option key={title}>{title}</option>
          ))}
        </select>
      </div>
      <p id={hintId} className="visually-hidden">
        Arrow keys move among the icons, Enter chooses.
      </p>
      {count === 0 ? (
        <p className="icon-picker-none">No icon answers to “{wanted}”.</p>
      ) : (
        <PickerGrid
          // Another search begins at its best answer.
          key={`${category} ${wanted}`}
          layout={layout}
          columns={columns}
          search={search}
          onWidth={setWidth}
          isChosen={(cell) => cell.icon === (value ?? byGuess)}
          onChoose={choose}
          pictureOf={pictureOf}
        />
      )}
      <TeamNotes team={team} />
    </Dialog>
  )
}

/** What is no icon of a set: the guess, and none. */
function ownChoices(sections: readonly IconSection[], guessed: string | undefined): IconSection {
  const [known] = guessed === undefined ? [] : findChoices(sections, [guessed])
  return {
    title: 'This node',
    choices: [
      { icon: byGuess, title: guessed === undefined ? 'By its kind' : 'By guess', keywords: known?.title ?? '' },
      { icon: noIcon, title: 'No icon', keywords: '' },
    ],
  }
}
