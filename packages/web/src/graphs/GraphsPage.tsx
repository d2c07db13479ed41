import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState } from 'react'
import type { BroughtFile } from '../imports/brought-file.ts'
import { DropAnywhere } from '../imports/DropAnywhere.tsx'
import { client, explainFailure } from '../live/api.ts'
import { aboutQuery, graphListQuery } from '../live/queries.ts'
import { Banner } from '../parts/Banner.tsx'
import { ConfigFault } from '../parts/ConfigFault.tsx'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Outdated } from '../parts/Outdated.tsx'
import { Page } from '../parts/Page.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { useOutdated } from '../parts/use-outdated.ts'
import { BinDialog } from './bin/BinDialog.tsx'
import { CardTools } from './CardTools.tsx'
import { countTags, findGraphs } from './find-graphs.ts'
import { useGraphActions } from './graph-actions.ts'
import { GraphCard } from './GraphCard.tsx'
import { ListTools } from './ListTools.tsx'
import { NoGraphs } from './NoGraphs.tsx'
import { keepListOrder, readListOrder, sortGraphs } from './order/list-order.ts'
import type { ListOrder } from './order/list-order.ts'
import { useArranging } from './order/use-arranging.ts'
import { NewGraph } from './start/NewGraph.tsx'
import type { StartName } from './start/StartTiles.tsx'
import './graphs.css'

/** Loaded when somebody brings a diagram. */
const ImportGraph = lazy(async () => ({ default: (await import('../imports/ImportGraph.tsx')).ImportGraph }))

const binQuery = { queryKey: ['bin'], queryFn: ({ signal }: { signal: AbortSignal }) => client.listBin(signal) }

/** All graphs: found, arranged, begun, deleted and brought back. */
export function GraphsPage() {
  const { data, error, dataUpdatedAt } = useQuery(graphListQuery)
  const outdated = useOutdated({ error, dataUpdatedAt })
  const { data: about } = useQuery(aboutQuery)
  const { data: binned = [] } = useQuery(binQuery)
  const actions = useGraphActions()
  const [begin, setBegin] = useState<StartName | undefined>()
  const [diagram, setDiagram] = useState<{ readonly file: BroughtFile | undefined }>()
  const [isBinOpen, setIsBinOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [tag, setTag] = useState<string | undefined>()
  const [chosenOrder, setChosenOrder] = useState<ListOrder | undefined>()

  const bringDiagram = useCallback((file: BroughtFile) => setDiagram({ file }), [])

  const items = data ?? []
  const tags = countTags(items)
  const wantedTag = tags.some(([known]) => known === tag) ? tag : undefined
  const order = chosenOrder ?? readListOrder(items)
  const shown = sortGraphs(findGraphs(items, search, wantedTag), order)
  const arranging = useArranging({
    isOn: order === 'arranged',
    ids: items.map(({ id }) => id),
    shown: shown.map(({ id }) => id),
    onArrange: actions.arrange,
  })

  return (
    <Page
      title="Graphs"
      tools={
        <>
          {items.length > 0 && (
            <SearchField label="Search graphs" value={search} found={`${shown.length} found`} onChange={setSearch} />
          )}
          <button type="button" className="button" onClick={() => setBegin('empty')}>
            <Icon name="plus" size={14} /> New graph
          </button>
        </>
      }
    >
      <h1 className="visually-hidden">Graphs</h1>
      <Outdated why={outdated} updatedAtMs={dataUpdatedAt} />
      <ConfigFault />
      {about?.damaged.map(({ id, reason }) => (
        <Banner key={id} mark="warning" title={nameDamage(id)}>
          <HostileText text={reason} />
        </Banner>
      ))}
      {data === undefined && error !== null && (
        <EmptyScreen drawing="lost" title="The server does not answer">
          <p>{explainFailure(error)} This page tries again by itself.</p>
        </EmptyScreen>
      )}
      {data === undefined && error === null && <div className="graph-grid" aria-busy="true" />}
      {data?.length === 0 && (
        <NoGraphs
          hasUpstream={about?.upstreams !== 0}
          onBegin={setBegin}
          onDiagram={() => setDiagram({ file: undefined })}
        />
      )}
      {items.length > 1 && (
        <ListTools
          tags={tags}
          tag={wantedTag}
          onTag={setTag}
          order={order}
          onOrder={(next) => {
            keepListOrder(next)
            setChosenOrder(next)
          }}
        />
      )}
      {items.length > 0 && shown.length === 0 && <p className="graphs-none">No graph has that.</p>}
      <ul className={arranging.held === undefined ? 'graph-grid' : 'graph-grid arranging'}>
        {shown.map((item) => (
          <li
            key={item.id}
            data-graph={item.id}
            className={arranging.held === item.id ? 'held' : undefined}
            style={{ order: arranging.placeOf(item.id) }}
          >
            <GraphCard
              item={item}
              origin={items.find(({ id }) => id === item.origin?.graph)}
              isOutdated={outdated !== undefined}
              onTag={setTag}
              tools={
                <CardTools
                  item={item}
                  knownTags={tags.map(([known]) => known)}
                  actions={actions}
                  arranging={arranging}
                />
              }
            />
          </li>
        ))}
      </ul>
      {binned.length > 0 && (
        <p className="graphs-foot">
          <button type="button" className="button" onClick={() => setIsBinOpen(true)}>
            <Icon name="trash" size={14} /> Bin <span className="count">{binned.length}</span>
          </button>
        </p>
      )}
      {begin !== undefined && (
        <NewGraph
          begin={begin}
          onDiagram={() => {
            setBegin(undefined)
            setDiagram({ file: undefined })
          }}
          onClose={() => setBegin(undefined)}
        />
      )}
      <DropAnywhere words="Drop the diagram: it becomes a live map" onBring={bringDiagram} />
      {diagram !== undefined && (
        <Suspense fallback={null}>
          <ImportGraph file={diagram.file} onClose={() => setDiagram(undefined)} />
        </Suspense>
      )}
      {isBinOpen && <BinDialog items={binned} actions={actions} onClose={() => setIsBinOpen(false)} />}
    </Page>
  )
}

/** A file of a provisioned folder, or a database, lies where it lay; a graph out of the database is put aside. */
function nameDamage(id: string): string {
  return /[/.]/.test(id) ? `${id} cannot be read` : `The graph ${id} could not be read and is kept aside`
}
