import type { Lamp } from '@statusgraph/model'

/** A count that filters: a lamp, or everything whose evidence is old. */
export type LampFilter = Lamp | 'stale'
export const lampFilters = ['critical', 'warning', 'unknown', 'muted', 'ok', 'stale'] as const

/** States of what was discovered that somebody may not want to see. */
export const hideableStates = ['idle', 'stale'] as const
export type HideableState = (typeof hideableStates)[number]

/** How much of what was discovered is drawn, in a graph that draws it. Empty lists and 0 leave nothing out. */
export interface FoundFilters {
  /** Only these. */
  readonly namespaces: readonly string[]
  /** Only what one of these saw. */
  readonly sources: readonly string[]
  readonly hiddenStates: readonly HideableState[]
  /** Only edges with so many requests per second, and what they join. */
  readonly minRatePerSecond: number
}

export const noFoundFilters: FoundFilters = { namespaces: [], sources: [], hiddenStates: [], minRatePerSecond: 0 }

/** What the address says about the view; everything a person may want to send to a colleague. */
export interface ViewState {
  readonly node: string | undefined
  /** The edge that is selected, in place of a node. */
  readonly edge: string | undefined
  readonly search: string
  readonly lamps: readonly LampFilter[]
  readonly problemsOnly: boolean
  /** How many steps around the selected node are shown; 0 shows everything. */
  readonly hops: number
  readonly view: 'map' | 'list'
  /** What the list shows. */
  readonly rows: 'nodes' | 'edges'
  readonly isKiosk: boolean
  /** Whether the drawing is unlocked. */
  readonly isEditing: boolean
  readonly theme: 'light' | 'dark' | undefined
  /** Groups that are seen open, or closed to one node, whatever the document says. */
  readonly open: readonly string[]
  readonly closed: readonly string[]
  readonly found: FoundFilters
  /** The canvas point in the middle of the picture, and its scale. */
  readonly viewport: { readonly x: number; readonly y: number; readonly scale: number } | undefined
}

export const longestHops = 3
/** More than an address should hold. */
const mostFolds = 100
/** Nobody asks for more. */
const mostRate = 1e6

/** Reads a query string. Unknown keys and values that mean nothing are ignored, never an error. */
export function readViewState(search: string): ViewState {
  const params = new URLSearchParams(search)
  const theme = params.get('theme')
  const hops = Number(params.get('hops') ?? 0)
  const node = params.get('node') || undefined
  const edge = params.get('select') || undefined
  return {
    node,
    edge: node === undefined ? edge : undefined,
    search: (params.get('q') ?? '').slice(0, 400),
    lamps: readLamps(params.get('lamps') ?? ''),
    problemsOnly: isOn(params.get('problems')),
    hops: Number.isInteger(hops) && hops > 0 ? Math.min(hops, longestHops) : 0,
    view: params.get('view') === 'list' ? 'list' : 'map',
    rows: params.get('rows') === 'edges' ? 'edges' : 'nodes',
    isKiosk: isOn(params.get('kiosk')),
    isEditing: isOn(params.get('edit')),
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    open: readIds(search, 'open'),
    closed: readIds(search, 'closed'),
    found: readFoundFilters(search, params),
    viewport: readViewport(params.get('at')),
  }
}

/** Writes the query string of a view: nothing for what is as usual, always in the same order. */
export function writeViewState(state: ViewState): string {
  const params: string[] = []
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') params.push(`${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
  }
  add('node', state.node)
  add('select', state.node === undefined ? state.edge : undefined)
  add('q', state.search)
  add('lamps', lampFilters.filter((lamp) => state.lamps.includes(lamp)).join(','))
  if (state.problemsOnly) params.push('problems')
  add('hops', state.hops === 0 ? undefined : String(state.hops))
  add('view', state.view === 'list' ? 'list' : undefined)
  add('rows', state.rows === 'edges' ? 'edges' : undefined)
  add('theme', state.theme)
  if (state.isKiosk) params.push('kiosk')
  if (state.isEditing) params.push('edit')
  const addIds = (name: string, ids: readonly string[]) => {
    if (ids.length > 0) params.push(`${name}=${ids.map(encodeURIComponent).join(',')}`)
  }
  addIds('open', state.open)
  addIds('closed', state.closed)
  addIds('namespaces', state.found.namespaces)
  addIds('sources', state.found.sources)
  addIds('hide', state.found.hiddenStates)
  add('rate', state.found.minRatePerSecond === 0 ? undefined : String(state.found.minRatePerSecond))
  if (state.viewport !== undefined) {
    const { x, y, scale } = state.viewport
    add('at', `${Math.round(x)},${Math.round(y)},${Number(scale.toPrecision(3))}`)
  }
  return params.length === 0 ? '' : `?${params.join('&')}`
}

/** Puts a filter on or takes it off. */
export function toggleLamp(lamps: readonly LampFilter[], lamp: LampFilter): readonly LampFilter[] {
  return lamps.includes(lamp) ? lamps.filter((one) => one !== lamp) : [...lamps, lamp]
}

// `?kiosk`, `?kiosk=1` and `?kiosk=true` mean the same.
function isOn(value: string | null): boolean {
  return value !== null && value !== '0' && value !== 'false'
}

/** Ids with commas between; a comma within an id is written `%2C`, so they are taken apart before they are decoded. */
function readIds(search: string, name: string): readonly string[] {
  const pair = search
    .replace(/^\?/, '')
    .split('&')
    .find((one) => one.startsWith(`${name}=`))
  const ids = (pair?.slice(name.length + 1) ?? '').split(',').flatMap((text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '))
    } catch {
      return []
    }
  })
  return [...new Set(ids)].filter((id) => id !== '' && id.length <= 200).slice(0, mostFolds)
}

function readFoundFilters(search: string, params: URLSearchParams): FoundFilters {
  const hidden = readIds(search, 'hide')
  const rate = Number(params.get('rate') ?? 0)
  return {
    namespaces: readIds(search, 'namespaces'),
    sources: readIds(search, 'sources'),
    hiddenStates: hideableStates.filter((state) => hidden.includes(state)),
    minRatePerSecond: Number.isFinite(rate) && rate > 0 && rate <= mostRate ? rate : 0,
  }
}

function readLamps(text: string): readonly LampFilter[] {
  const asked = new Set(text.split(','))
  return lampFilters.filter((lamp) => asked.has(lamp))
}

function readViewport(text: string | null): ViewState['viewport'] {
  const [x, y, scale, ...more] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  if (x === undefined || y === undefined || scale === undefined || more.length > 0) return undefined
  const isGood = [x, y, scale].every(Number.isFinite) && scale > 0.001 && scale < 20
  return isGood ? { x, y, scale } : undefined
}
