import type { MapPlace, MapTarget } from '../../../map/index.ts'
import type { Editor, Selection } from '../editor.ts'
import type { EditAction } from './action.ts'
import { always } from './action.ts'
import { adding } from './adding.ts'
import { arranging } from './arranging.ts'
import { findAction } from './actions.ts'
import { readFound } from './finding.ts'
import { nameElements, readChosen } from './chosen.ts'
import { isGroup } from './kinds.ts'

/** Items that belong together: one below the other, or, where signs say enough, in a row. */
export interface MenuSection {
  readonly id: string
  readonly isRow: boolean
  readonly label: string
  readonly actions: readonly EditAction[]
}

/**
 * What a context menu offers at a place. What cannot be done now but could be is shown too, and says why not.
 *
 * @param before what was selected until the menu opened
 */
export function listMenu(editor: Editor, place: MapPlace, before?: Selection): readonly MenuSection[] {
  const also = before === undefined ? undefined : selectingToo(place.target, before)
  const sections = menuOf(editor, place)
  return also === undefined ? sections : [{ id: 'more', isRow: false, label: 'more', actions: [also] }, ...sections]
}

function menuOf(editor: Editor, place: MapPlace): readonly MenuSection[] {
  switch (subjectOf(place.target)) {
    case 'canvas':
      return [
        row('add', 'Add here', adding),
        list('edit', ['paste', 'select-all']),
        list('graph', ['layout', 'tray']),
        list('history', ['undo', 'redo']),
      ]
    case 'edge':
      if (isFoundOnly(editor)) return menuOfFound()
      return [list('edge', ['rename', 'reverse']), list('delete', ['delete'])]
    case 'port':
      return [list('port', ['port-up', 'port-down', 'add-port']), list('delete', ['delete-port'])]
    case 'group':
    case 'node':
      return isFoundOnly(editor) ? menuOfFound() : menuOfNodes(editor)
  }
}

function isFoundOnly(editor: Editor): boolean {
  const { nodes, edges } = readChosen(editor)
  return nodes.length + edges.length === 0 && readFound(editor).length > 0
}

function menuOfFound(): readonly MenuSection[] {
  return [list('found', ['found-add', 'found-same']), list('ignore', ['found-ignore'])]
}

function menuOfNodes(editor: Editor): readonly MenuSection[] {
  const { nodes } = readChosen(editor)
  const isOne = nodes.length === 1
  const hasGroup = nodes.some(isGroup)
  const isInside = nodes.some(({ parent }) => parent !== undefined)
  return [
    list('node', [...(isOne ? ['rename'] : []), 'connect', ...(isOne && !hasGroup ? ['add-port'] : []), 'pin']),
    list('clipboard', ['copy', 'cut', 'duplicate']),
    list('group', [
      'group',
      ...(hasGroup ? ['ungroup', 'collapse'] : []),
      'move-into-group',
      ...(isInside ? ['take-out'] : []),
    ]),
    ...(isOne ? [] : [row('arrange', 'Arrange', arranging)]),
    list('select', ['select-connected', 'select-same-kind']),
    list('delete', ['delete']),
  ]
}

/** A press on something that is not selected selects it, so that a menu is about what is under the hand. */
export function selectTarget(editor: Editor, target: MapTarget): void {
  const { nodes, edges } = editor.ui.state().selection
  if (subjectOf(target) === 'canvas') return
  switch (target.kind) {
    case 'canvas':
      return
    case 'edge':
      if (!edges.has(target.id)) editor.ui.select({ edges: [target.id] })
      return
    case 'port':
      editor.ui.select({ nodes: [target.node] })
      return
    case 'node':
    case 'group':
      if (!nodes.has(target.id)) editor.ui.select({ nodes: [target.id] })
  }
}

/** Selects what the menu was opened on together with what was selected before: a finger has no Shift. */
function selectingToo(target: MapTarget, before: Selection): EditAction | undefined {
  const node = target.kind === 'node' || target.kind === 'group' ? target.id : undefined
  const edge = target.kind === 'edge' ? target.id : undefined
  const isNew = (node !== undefined && !before.nodes.has(node)) || (edge !== undefined && !before.edges.has(edge))
  if (!isNew || subjectOf(target) === 'canvas' || before.nodes.size + before.edges.size === 0) return undefined
  return {
    id: 'select-too',
    label: () => 'Select it as well',
    icon: 'select-all',
    refuse: always,
    run(editor) {
      editor.ui.select({
        nodes: [...before.nodes, ...(node === undefined ? [] : [node])],
        edges: [...before.edges, ...(edge === undefined ? [] : [edge])],
      })
      const { nodes, edges } = readChosen(editor)
      editor.announce(`Selected ${nameElements(nodes, edges)}.`)
    },
  }
}

/** What a menu is about. The ground inside a group is ground: what is added there goes into the group. */
function subjectOf(target: MapTarget): MapTarget['kind'] {
  return target.kind === 'group' && target.part === 'area' ? 'canvas' : target.kind
}

function list(id: string, ids: readonly string[]): MenuSection {
  return { id, isRow: false, label: id, actions: ids.flatMap((each) => findAction(each) ?? []) }
}

function row(id: string, label: string, actions: readonly EditAction[]): MenuSection {
  return { id, isRow: true, label, actions }
}
