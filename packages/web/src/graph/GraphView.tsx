import type { GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { LiveGraph, LiveView } from '../live/live-graph.ts'
import type { GraphMapHandle } from '../map/index.ts'
import { Bar } from '../parts/Bar.tsx'
import { copyText } from '../parts/clipboard.ts'
import { Icon } from '../parts/Icon.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { showNote } from '../parts/Toast.tsx'
import { labelled } from '../parts/labelled.ts'
import { useShortcuts } from '../parts/use-shortcuts.ts'
import { graphPath } from '../routes/paths.ts'
import { withBase } from '../routes/base.ts'
import { longestHops, writeViewState } from '../routes/view-state.ts'
import { Banners } from './Banners.tsx'
import { Counts } from './Counts.tsx'
import { DataAge } from './DataAge.tsx'
import { DiscoveryBar } from './discovery/DiscoveryBar.tsx'
import { useFirstFit } from './discovery/use-first-fit.ts'
import { useDrawnGraph } from './discovery/use-drawn-graph.ts'
import { useReview } from './discovery/use-review.ts'
import { useEditing } from './editor/use-editing.ts'
import { useFileGuard } from './use-file-guard.ts'
import { useGraphTools } from './use-graph-tools.tsx'
import { GraphName } from './GraphName.tsx'
import { KioskOverlay } from './kiosk/KioskOverlay.tsx'
import { ListView } from './list/ListView.tsx'
import { MapStage } from './MapStage.tsx'
import type { StageHandle } from './MapStage.tsx'
import { loadPanel, SidePanel } from './panel/SidePanel.tsx'
import { ProblemList } from './problems/ProblemList.tsx'
import { findShown } from './state/find-shown.ts'
import { readTopology } from './state/neighbours.ts'
import { findProblems, stepProblem } from './state/problems.ts'
import { useFolds } from './state/use-folds.ts'
import { useListOpening } from './problems/use-list-opening.ts'
import { useIntervals } from './state/use-intervals.ts'
import { useSelecting } from './state/use-selecting.ts'
import { useStatusReader } from './state/use-statuses.ts'
import { useTitle } from './state/use-title.ts'
import { useViewState } from './state/use-view-state.ts'
import { useNews } from './state/use-news.ts'
import './graph.css'

const DraftBanner = lazy(async () => ({
  default: (await import('./editor/session/draft/DraftBanner.tsx')).DraftBanner,
}))

interface GraphViewProps {
  readonly loaded: RevisionedGraph
  readonly live: LiveGraph
  readonly view: LiveView
  readonly onRetry: () => void
}

/** The live graph: the bar, the picture or the list, and the panel over it. The address holds what is shown. */
export function GraphView({ loaded, live, view, onRetry }: GraphViewProps) {
  const [state, update] = useViewState()
  const { statuses } = live
  const picture = useRef<GraphMapHandle>(null)
  const stopEditing = () => update({ isEditing: false }, 'replace')
  const isProvisioned = useFileGuard(loaded, state.isEditing, stopEditing)
  const isEditing = state.isEditing && !state.isKiosk && !isProvisioned
  const drawn = useRef<GraphDocument>(undefined)
  const editing = useEditing({
    loaded,
    drawn,
    live,
    map: picture,
    isWanted: isEditing,
    selected: state.node,
    onRefused: stopEditing,
  })
  const { opened } = editing
  const toggleEditing = () => update({ isEditing: !isEditing })
  const review = useReview(opened, toggleEditing)
  const whole = useDrawnGraph(editing.graph, live.topology, state.found)
  useFirstFit({
    map: picture,
    topology: live.topology,
    isAuto: editing.graph.dynamic === 'auto',
    isAimed: state.viewport !== undefined || state.node !== undefined,
  })
  const tools = useGraphTools({ loaded, isProvisioned, editing, live, map: picture, drawn, onEdit: toggleEditing })
  const graph = tools.instead?.graph ?? whole
  const statusOf = useStatusReader(statuses)
  const topology = useMemo(() => readTopology(graph), [graph])
  const map = useRef<StageHandle>(null)
  const intervals = useIntervals(live)
  // The picture comes first; then the panel, at once, because a server that is gone later could not send it.
  useEffect(() => void loadPanel(), [])
  useTitle(graph.name, view.summary)
  useNews(graph, statuses, view)

  const folds = useFolds({
    graph,
    topology,
    state,
    update,
    editor: opened?.editor,
    selection: opened === undefined ? undefined : editing.selection,
    isAllOpen: tools.instead !== undefined,
  })

  useLayoutEffect(() => {
    drawn.current = folds.seen
  })

  // What a revision removed is no problem of now.
  const problems = useMemo(() => findProblems(whole, statusOf), [whole, statusOf])
  const shown = useMemo(() => findShown(graph, topology, statusOf, state), [graph, topology, statusOf, state])
  const [isProblemListOpen, setIsProblemListOpen] = useListOpening(view, problems)

  const selecting = useSelecting({
    graph,
    state,
    update,
    openFor: folds.openFor,
    editor: opened?.editor,
    stage: map,
  })
  const { goTo } = selecting
  const closePanel = () => update({ node: undefined, edge: undefined, hops: 0 })
  const copyLink = () => {
    const viewport = state.view === 'map' ? map.current?.centre() : undefined
    const path = graphPath(graph.id) + writeViewState({ ...state, viewport })
    const link = globalThis.location.origin + withBase(path)
    void copyText(link).then((isCopied) => showNote(isCopied ? 'Link copied.' : `Copy this: ${link}`))
  }
  const turnHops = () => {
    if (state.node !== undefined) update({ hops: state.hops >= longestHops ? 0 : state.hops + 1 })
  }
  const toggleList = () => update({ view: state.view === 'list' ? 'map' : 'list' })
  const closeOne = () => {
    if (state.isKiosk) update({ isKiosk: false })
    // While a tool is open, it stands where the panel would.
    else if (tools.isOpen) tools.close()
    else if ((state.node ?? state.edge) !== undefined) closePanel()
    else if (isEditing) stopEditing()
    else update({ search: '', lamps: [], problemsOnly: false })
  }

  useShortcuts({
    'next-problem': () => goTo(stepProblem(problems, state.node, 1)),
    'previous-problem': () => goTo(stepProblem(problems, state.node, -1)),
    'problems-only': () => update({ problemsOnly: !state.problemsOnly }),
    'problem-list': () => setIsProblemListOpen(!isProblemListOpen),
    'list-view': toggleList,
    fit: () => map.current?.fit(),
    'zoom-in': () => map.current?.zoomIn(),
    'zoom-out': () => map.current?.zoomOut(),
    centre: () => {
      if (state.node !== undefined) map.current?.centreOn(state.node)
    },
    hops: turnHops,
    fold: folds.toggle,
    'copy-link': copyLink,
    kiosk: () => update({ isKiosk: !state.isKiosk, node: undefined, edge: undefined }),
    move: toggleEditing,
    close: closeOne,
  })

  const stage = (
    <MapStage
      ref={map}
      map={picture}
      graph={folds.seen}
      live={live}
      topology={topology}
      shown={shown}
      state={state}
      editing={editing}
      instead={tools.instead}
      isCovered={tools.isOpen}
      onSelect={selecting.selectOnMap}
      onSelectEdge={selecting.selectEdgeOnMap}
      onFold={folds.fold}
      onDraw={isProvisioned ? undefined : toggleEditing}
    />
  )
  if (state.isKiosk) {
    return (
      <main id="content" className="kiosk" tabIndex={-1}>
        <h1 className="visually-hidden">{graph.name}</h1>
        <KioskOverlay graph={graph} live={live} view={view} problems={problems} intervals={intervals} map={map} />
        {stage}
      </main>
    )
  }

  const isList = state.view === 'list'
  return (
    <div className="page graph-page">
      <Bar
        isTinted={isEditing}
        menuItems={[
          { label: isList ? 'Show the picture' : 'Show as a list', hint: 'l', onChoose: toggleList },
          { label: 'Copy link to this view', hint: 'c', onChoose: copyLink },
          {
            label: 'Wall screen',
            hint: 'k',
            onChoose: () => update({ isKiosk: true, node: undefined, edge: undefined }),
          },
          ...tools.menuItems,
        ]}
      >
        <GraphName name={graph.name} summary={view.summary} isProvisioned={isProvisioned} />
        <Counts summary={view.summary} chosen={state.lamps} onChange={(lamps) => update({ lamps })} />
        <span className="bar-space" />
        <SearchField
          label="Search nodes"
          hint="Words, or status:critical, team:pay, -kind:database"
          value={state.search}
          found={shown === undefined ? undefined : `${shown.size} found`}
          onChange={(search) => update({ search }, 'replace')}
        />
        {opened?.bar}
        <DataAge live={live} view={view} intervals={intervals} />
        <button
          type="button"
          className="icon-button bar-view"
          {...labelled(isList ? 'Show the picture' : 'Show as a list', 'l')}
          onClick={toggleList}
        >
          <Icon name={isList ? 'map' : 'list'} />
        </button>
      </Bar>
      <main id="content" className="stage" tabIndex={-1}>
        <Banners view={view} onRetry={onRetry} />
        {!isEditing && (
          <Suspense fallback={null}>
            <DraftBanner graph={graph.id} onGoOn={toggleEditing} />
          </Suspense>
        )}
        <div className="stage-body">
          <ProblemList
            problems={problems}
            isOpen={isProblemListOpen}
            isOnly={state.problemsOnly}
            selected={state.node}
            hasAnswer={view.summary !== undefined}
            onToggle={() => setIsProblemListOpen(!isProblemListOpen)}
            onOnly={() => update({ problemsOnly: !state.problemsOnly })}
            onSelect={goTo}
          />
          <div className="stage-main" data-covered={tools.isOpen ? '' : undefined}>
            {isList ? (
              <ListView
                graph={graph}
                live={live}
                statusOf={statusOf}
                shown={shown}
                rows={state.rows}
                onRows={(rows) => update({ rows }, 'replace')}
                selected={state.node}
                onSelect={goTo}
                selectedEdge={state.edge}
                onSelectEdge={selecting.goToEdge}
              />
            ) : (
              stage
            )}
            {!isList && tools.instead === undefined && (
              <DiscoveryBar
                graph={editing.graph}
                topology={live.topology}
                filters={state.found}
                onFilter={(found) => update({ found }, 'replace')}
                isReviewing={editing.isTrayOpen}
                onReview={review}
              />
            )}
            {opened?.surface}
          </div>
          {tools.surface}
          {!isEditing && !tools.isOpen && (
            <SidePanel
              graph={graph}
              seen={folds.seen}
              topology={topology}
              live={live}
              state={state}
              selecting={selecting}
              onHops={turnHops}
              onCopyLink={copyLink}
              onClose={closePanel}
            />
          )}
        </div>
      </main>
    </div>
  )
}
