import { boardKinds } from './keywords.ts'
import type { BoardKind } from './keywords.ts'
import type { MapValue } from './syntax.ts'

/** One of the diagrams of a file. */
export interface BoardSource {
  readonly id: string
  readonly name: string
  /** What lies on top of each other. */
  readonly maps: readonly MapValue[]
  /** Whose variables and classes it sees as well. */
  readonly inherited: readonly MapValue[]
}

const mostBoards = 300
const deepest = 8

/** The board of the file, and those under its layers, scenarios and steps. */
export function listBoards(map: MapValue): readonly BoardSource[] {
  const boards: BoardSource[] = []
  collect({ id: 'root', name: 'The whole', maps: [map], inherited: [] }, map, boards, 0)
  return boards
}

function collect(board: BoardSource, own: MapValue, boards: BoardSource[], depth: number): void {
  if (boards.length >= mostBoards || depth > deepest) return
  boards.push(board)
  for (const kind of boardKinds) {
    let before = board.maps
    for (const { name, map } of innerBoards(own, kind)) {
      const maps = kind === 'layers' ? [map] : [...before, map]
      const id = board.id === 'root' ? `${kind}.${name}` : `${board.id}.${kind}.${name}`
      const inherited = kind === 'layers' ? [...board.inherited, ...board.maps] : board.inherited
      collect({ id, name, maps, inherited }, map, boards, depth + 1)
      // Each step goes on from the one before it.
      if (kind === 'steps') before = maps
    }
  }
}

function innerBoards(map: MapValue, kind: BoardKind): readonly { readonly name: string; readonly map: MapValue }[] {
  return map.entries.flatMap((entry) => {
    const [first, second] = entry.path
    if (first?.text !== kind || first.isQuoted || entry.edge !== undefined || entry.value?.kind !== 'map') return []
    if (entry.path.length === 2 && second !== undefined) return [{ name: second.text, map: entry.value }]
    if (entry.path.length > 1) return []
    return entry.value.entries.flatMap(({ path, value }) =>
      path.length === 1 && path[0] !== undefined && value?.kind === 'map' ? [{ name: path[0].text, map: value }] : [],
    )
  })
}
