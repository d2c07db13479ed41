import { drawServices } from '@statusgraph/model'
import type { DrawableService, ServiceGrouping } from '@statusgraph/model'
import { sizeNode } from '../../../../map/index.ts'
import type { Box } from '../../../../map/index.ts'
import { showNote } from '../../../../parts/Toast.tsx'
import { revealNodes } from '../../actions/reveal-nodes.ts'
import { middleOfView } from '../../actions/view-middle.ts'
import { holdPlaces } from '../../canvas/hold-places.ts'
import type { Editor } from '../../editor.ts'

/** Draws services beside the drawing, in groups, as one step; then shows and selects what was drawn. */
export function drawBeside(editor: Editor, services: readonly DrawableService[], groupBy: ServiceGrouping): void {
  draw(editor, services, { groupBy })
}

/** Draws services where somebody looks, as near to the middle as there is room. */
export function drawInView(editor: Editor, services: readonly DrawableService[]): void {
  const near = middleOfView(editor)
  draw(editor, services, { groupBy: 'none', ...(near === undefined ? {} : { near }) })
}

function draw(
  editor: Editor,
  services: readonly DrawableService[],
  how: Pick<Parameters<typeof drawServices>[2], 'groupBy' | 'near'>,
): void {
  if (services.length === 0) return
  const before = new Set(editor.session.state().graph.nodes.map(({ id }) => id))
  const boxes = editor.map()?.boxes() ?? new Map<string, Box>()
  const words = sayServices(services.length, services[0]?.service)
  editor.session.edit(`draw ${words}`, (graph) =>
    drawServices(holdPlaces(graph, boxes), services, { ...how, newId: editor.newId, sizeOf: sizeNode, boxes }),
  )
  const drawn = editor.session.state().graph.nodes.filter(({ id }) => !before.has(id))
  if (drawn.length === 0) return
  editor.ui.select({ nodes: drawn.filter(({ parent }) => parent === undefined).map(({ id }) => id) })
  const groups = drawn.filter(({ kind }) => kind === 'group').length
  const sentence = `${words} drawn${groups === 0 ? '' : ` in ${groups} ${groups === 1 ? 'group' : 'groups'}`}`
  editor.announce(sentence)
  showNote(`${sentence}.`, { label: 'Undo', run: editor.session.undo })
  revealNodes(
    editor,
    drawn.map(({ id }) => id),
  )
}

function sayServices(count: number, first: string | undefined): string {
  return count === 1 && first !== undefined ? first : `${count.toLocaleString('en')} services`
}
