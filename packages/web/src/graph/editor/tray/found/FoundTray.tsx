import { useMemo, useState } from 'react'
import { KindShape } from '../../../../map/index.ts'
import { Icon } from '../../../../parts/Icon.tsx'
import { useNow } from '../../../../parts/use-now.ts'
import { revealHidden } from '@statusgraph/picture'
import type { Find } from '../../../discovery/list-finds.ts'
import { keepChoice, noChoice } from '../choose-rows.ts'
import type { Choice } from '../choose-rows.ts'
import { RowList, RowText } from '../RowList.tsx'
import { TraySearch } from '../TraySearch.tsx'
import type { TrayPartProps } from '../tray-part.ts'
import { dragFound } from './drag-found.ts'
import { chooseFinds, listFindFilters, saySeenBy } from './find-rows.ts'
import { addFound, idsOf, nameFinds } from './found-actions.ts'
import { FoundActions } from './FoundActions.tsx'
import { NoFinds } from './NoFinds.tsx'
import { Suggestions } from './Suggestions.tsx'
import { TopologyTrouble } from './TopologyTrouble.tsx'
import { useDrift } from './use-drift.ts'

interface FoundTrayProps extends TrayPartProps {
  readonly which: 'observed' | 'missing'
}

/** Ages are read to the minute; a list of thousands need not be painted each second. */
const ageEveryMs = 10_000

/** In what drawing and reality differ, one way or the other, and what can be done about it. */
export function FoundTray({ editor, which, search, onKeepFocus, onClose }: FoundTrayProps) {
  const { graph, view, drift } = useDrift(editor)
  const now = useNow(ageEveryMs)
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Choice>(noChoice)
  const finds = drift[which]
  const filters = useMemo(() => listFindFilters(finds), [finds])
  const inForce = filters.some(({ value }) => value === filter) ? filter : ''
  const rows = useMemo(() => chooseFinds(finds, typed, inForce), [finds, typed, inForce])
  const order = useMemo(() => rows.map(({ key }) => key), [rows])
  const choice = keepChoice(chosen, order)
  const picked = rows.filter(({ key }) => choice.keys.has(key))
  const act = (action: () => void) => {
    onKeepFocus()
    action()
    setChosen(noChoice)
  }
  return (
    <>
      <Suggestions editor={editor} view={view} />
      {finds.length > 0 && (
        <TraySearch
          ref={search}
          label={which === 'observed' ? 'Search what is observed' : 'Search what is not seen'}
          value={typed}
          onChange={setTyped}
          onGiveUp={onClose}
          filter={inForce}
          filters={filters}
          allLabel="everything"
          onFilter={setFilter}
        />
      )}
      <TopologyTrouble editor={editor} hasRows={rows.length > 0} />
      {rows.length === 0 ? (
        <NoFinds editor={editor} which={which} graph={graph} isFiltered={finds.length > 0} />
      ) : (
        <RowList
          label={which === 'observed' ? 'Observed, not drawn' : 'Drawn, never observed'}
          rows={rows}
          paint={(find) => paintFind(find, now)}
          {...(which === 'observed' ? { onDrag: dragFound } : {})}
          choice={choice}
          onChoose={setChosen}
          onTake={() => {
            if (which === 'observed' && picked.length > 0)
              act(() => void addFound(editor, idsOf(picked), nameFinds(picked)))
          }}
          onGiveUp={() => (choice.keys.size > 0 ? setChosen(noChoice) : onClose())}
        />
      )}
      {rows.length > 0 && (
        <FoundActions
          editor={editor}
          which={which}
          all={rows}
          picked={picked}
          onAct={act}
          onChooseAll={() => setChosen({ keys: new Set(order), anchor: undefined })}
          onChooseNone={() => setChosen(noChoice)}
        />
      )}
    </>
  )
}

function paintFind(find: Find, nowMs: number) {
  const place = find.kind === 'edge' ? '' : find.namespaces.join(', ')
  const seen = saySeenBy(find.provenance, nowMs)
  return (
    <>
      <span className="tray-kind">
        {find.kind === 'edge' ? <Icon name="connect" size={18} /> : <KindShape kind={find.kind} widthPx={24} />}
      </span>
      <RowText
        name={
          <>
            {revealHidden(find.name)}
            {place !== '' && <span className="tray-place"> {revealHidden(place)}</span>}
          </>
        }
        detail={
          <>
            {find.traffic !== '' && <span className="tray-traffic">{revealHidden(find.traffic)} · </span>}
            {revealHidden(seen)}
          </>
        }
      />
    </>
  )
}
