import { boardKinds } from './keywords.ts'
import { followMap } from './evaluate.ts'
import { fillVariables } from './fill-variables.ts'
import type { MapValue } from './syntax.ts'
import { createTree, fieldOf, isKeyword, removeEdge, removeField } from './tree.ts'
import type { Tree } from './tree.ts'
import { createWork, isExhausted } from './work.ts'
import type { Work } from './work.ts'

/** One of the diagrams of a file. */
export interface Board {
  readonly id: string
  readonly name: string
  readonly tree: Tree
  /** The classes that it sees, its own first. */
  readonly classes: readonly Tree[]
}

export interface ReadBoards {
  readonly boards: readonly Board[]
  readonly faults: Work['faults']
  readonly diagnostics: Work['diagnostics']
  /** Whether the theme writes all names in capitals. */
  readonly isCapital: boolean
}

const mostBoards = 300
/** The themes of terminals. */
const capitalThemes = new Set(['300', '301'])
const mapsOfConfig = new Set(['theme-overrides', 'dark-theme-overrides', 'data'])

/** Follows a whole file: the board of it, and those under its layers, scenarios and steps. */
export function readBoards(map: MapValue): ReadBoards {
  const work = createWork()
  const tree = createTree(undefined)
  followMap(tree, map, work)
  fillVariables(tree, work)
  dropSuspended(tree)
  const config = fieldOf(fieldOf(tree, 'vars')?.map, 'd2-config')?.map
  refuseConfig(config, work)
  if (isExhausted(work)) {
    const message = 'The file asks for more than can be done: its patterns or variables mean too much.'
    work.faults.push({ message, offset: 0 })
  }
  const boards: Board[] = []
  listBoards({ id: 'root', name: 'The whole', tree, classes: [] }, boards)
  const theme = fieldOf(config, 'theme-id')?.primary?.text ?? ''
  return { boards, faults: work.faults, diagnostics: work.diagnostics, isCapital: capitalThemes.has(theme) }
}

function listBoards(board: Board, boards: Board[]): void {
  if (boards.length >= mostBoards) return
  const own = fieldOf(board.tree, 'classes')?.map
  const classes = own === undefined ? board.classes : [own, ...board.classes]
  boards.push({ ...board, classes })
  for (const kind of boardKinds) {
    for (const { name, map: tree } of fieldOf(board.tree, kind)?.map?.fields.values() ?? []) {
      const id = board.id === 'root' ? `${kind}.${name}` : `${board.id}.${kind}.${name}`
      if (tree !== undefined) listBoards({ id, name, tree, classes }, boards)
    }
  }
}

/** What is suspended in the end is not drawn. */
function dropSuspended(tree: Tree): void {
  for (const field of tree.fields.values()) {
    if (field.map !== undefined) dropSuspended(field.map)
    if (field.isSuspended && !isKeyword(field)) removeField(field)
  }
  for (const edge of tree.edges) if (edge.isSuspended) removeEdge(edge)
}

/**
 * D2 takes `**` to mean the maps in "vars" as well, and refuses what a pattern like that puts into its configuration. A
 * file with that draws nothing in D2, and here it is told how to write it instead.
 */
function refuseConfig(config: Tree | undefined, work: Work): void {
  for (const { name, primary, map, offset } of config?.fields.values() ?? []) {
    if (primary !== undefined || map === undefined || mapsOfConfig.has(name.toLowerCase())) continue
    const message = `"${name}" needs a value in "d2-config". D2 takes "**" to mean the maps in "vars", too: "*" and "*.*" mean shapes alone.`
    work.faults.push({ message, offset })
  }
}
