import { canComplete, completeDrawing } from '../complete-drawing.ts'
import type { DraftChoice, DraftEdge, DraftNode, ImportDiagnostic, ReadResult } from '../draft.ts'
import { draftPage, tellDirections } from './draft-page.ts'
import type { PageDraft } from './draft-page.ts'
import type { Page } from './find-pages.ts'

const allPages = 'all'
/** Ends the id of a choice that adds what the drawing suggests to what the file says. */
const completed = ' completed'
/** Between pages that are put beside each other. */
const gapPx = 200

/**
 * The pages that were chosen as one draft; all of them when none was, so that nothing is missing. What the file does not
 * say (where loose edges end, which frames are groups) is added only when that is chosen.
 */
export function gatherPages(pages: readonly Page[], choice: string | undefined): ReadResult {
  const drafts = pages.map(draftPage)
  const choices = listChoices(pages, drafts)
  const chosen = choice ?? choices[0]?.id
  if (choice !== undefined && !choices.some(({ id }) => id === choice)) {
    const known = choices.map(({ id, name }) => `${id} (${name})`).join(', ')
    const message = `There is no page "${choice}" in this file. There are: ${known === '' ? 'only one' : known}.`
    return { ok: false, diagnostics: [{ kind: 'error', message }] }
  }
  const isCompleted = chosen?.endsWith(completed) === true
  const wanted = isCompleted ? chosen?.slice(0, -completed.length) : chosen
  const isWanted = (at: number): boolean => pages.length === 1 || wanted === allPages || pages[at]?.id === wanted
  const diagnostics: ImportDiagnostic[] = []
  const nodes: DraftNode[] = []
  const edges: DraftEdge[] = []
  const names: string[] = []
  const nameKeys = createKeys(pages)
  let right: number | undefined
  drafts.forEach((draft, at) => {
    if (!isWanted(at)) return
    const read = isCompleted ? completeDrawing(draft) : asDrawn(draft, choices)
    diagnostics.push(...tellDirections(read.edges, draft.heads), ...draft.diagnostics, ...read.diagnostics)
    const keyOf = nameKeys(at)
    const box = extentOf(read.nodes)
    const shift = right === undefined ? { x: 0, y: 0 } : { x: right + gapPx - box.left, y: -box.top }
    right = box.right + shift.x
    names.push(draft.name)
    for (const node of read.nodes) {
      const parent = node.parent === undefined ? undefined : keyOf(node.parent)
      nodes.push({ ...node, key: keyOf(node.key), parent, position: move(node.position, shift) })
    }
    for (const edge of read.edges) {
      const key = edge.key === undefined ? undefined : keyOf(edge.key)
      edges.push({ ...edge, key, source: keyOf(edge.source), target: keyOf(edge.target) })
    }
  })
  if (names.length > 1) {
    diagnostics.push({
      kind: 'note',
      message: `The file has ${names.length} pages, which were put beside each other. One of them can be chosen.`,
    })
  }
  const [name = ''] = names
  const isTelling = names.length === 1 && !/^(?:page|seite|página)[- ]?\d*$/i.test(name)
  return { ok: true, draft: { name: isTelling ? name : undefined, nodes, edges }, choices, chosen, diagnostics }
}

function listChoices(pages: readonly Page[], drafts: readonly PageDraft[]): readonly DraftChoice[] {
  const single = pages.map(({ id, name }, at): readonly DraftChoice[] => {
    const draft = drafts[at]
    if (draft === undefined || !canComplete(draft)) return [{ id, name }]
    return [
      { id, name },
      { id: id + completed, name: `${name}, with what its drawing suggests` },
    ]
  })
  const plain = single.flat()
  if (pages.length === 1) return plain.length === 1 ? [] : plain
  const all = [{ id: allPages, name: 'All pages' }]
  if (plain.length === pages.length) return [...all, ...plain]
  return [...all, { id: allPages + completed, name: 'All pages, with what their drawing suggests' }, ...plain]
}

function asDrawn(
  draft: PageDraft,
  choices: readonly DraftChoice[],
): {
  readonly nodes: readonly DraftNode[]
  readonly edges: readonly DraftEdge[]
  readonly diagnostics: readonly ImportDiagnostic[]
} {
  const advice = choices.some(({ id }) => id.endsWith(completed))
    ? ' Choose "with what its drawing suggests" to join it to the nearest shape.'
    : ''
  const diagnostics = draft.looseEdges.map(({ at }) => ({
    kind: 'lost' as const,
    message: `An edge that is not attached to a shape at both ends was left out.${advice}`,
    ...at,
  }))
  return { nodes: draft.nodes, edges: draft.edges, diagnostics }
}

/** Cells keep their ids; one that an earlier page has too is told apart by its page. */
function createKeys(pages: readonly Page[]): (at: number) => (id: string) => string {
  const owners = new Map<string, number>()
  pages.forEach(({ root }, at) => {
    for (const { attributes } of root.children) {
      const id = attributes.get('id')
      if (id !== undefined && !owners.has(id)) owners.set(id, at)
    }
  })
  return (at) => (id) => ((owners.get(id) ?? at) === at ? id : `${pages[at]?.id ?? at}/${id}`)
}

function extentOf(nodes: readonly DraftNode[]): {
  readonly left: number
  readonly top: number
  readonly right: number
} {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  for (const { position, size } of nodes) {
    if (position === undefined) continue
    left = Math.min(left, position.x)
    top = Math.min(top, position.y)
    right = Math.max(right, position.x + (size?.width ?? 0))
  }
  return right === -Infinity ? { left: 0, top: 0, right: 0 } : { left, top, right }
}

function move(point: DraftNode['position'], shift: { readonly x: number; readonly y: number }): DraftNode['position'] {
  return point === undefined ? undefined : { x: point.x + shift.x, y: point.y + shift.y }
}
