import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GraphDocument } from '../graph/document.ts'
import { doEdit, emptyGraph, randomEdit, randomGraph, roundTrip } from '../testing/random-edits.ts'
import type { History } from './history.ts'
import { emptyHistory, historyLimit, recordStep, redoStep, sealStep, undoStep } from './history.ts'
import { addEdges } from './operations/edges.ts'
import { addNodes, updateNode } from './operations/nodes.ts'

type Move = typeof undoStep

function moveAll(move: Move, history: History, graph: GraphDocument, onStep?: (graph: GraphDocument) => void) {
  let at = { history, graph }
  for (let next = move(at.history, at.graph); next !== undefined; next = move(at.history, at.graph)) {
    at = next
    onStep?.(at.graph)
  }
  return at
}

const node = { id: 'a', name: 'a', kind: 'service' } as const

describe('the history', () => {
  test('takes back five hundred random edits and does them again, to the letter', () => {
    fc.assert(
      fc.property(randomGraph, fc.array(randomEdit, { minLength: 500, maxLength: 500 }), (start, edits) => {
        let graph = start
        let history = emptyHistory
        const seen: GraphDocument[] = [start]
        for (const edit of edits) {
          const after = doEdit(graph, edit)
          if (after !== graph) seen.push(after)
          history = recordStep(history, edit.deed, graph, after)
          graph = after
        }
        for (const one of seen) expect(roundTrip(one)).toStrictEqual(one)
        const undone = moveAll(undoStep, JSON.parse(JSON.stringify(history)), graph)
        expect(undone.graph).toStrictEqual(start)
        expect(moveAll(redoStep, undone.history, undone.graph).graph).toStrictEqual(graph)
      }),
      { numRuns: 5 },
    )
  })

  test('keeps a thousand steps and lets go of the oldest', () => {
    let graph = addNodes(emptyGraph, [node])
    let history = emptyHistory
    for (let step = 1; step <= historyLimit + 5; step++) {
      const after = updateNode(graph, 'a', { name: `name ${step}` })
      history = recordStep(history, 'rename', graph, after)
      graph = after
    }
    expect(history.done).toHaveLength(historyLimit)
    expect(moveAll(undoStep, history, graph).graph.nodes[0]?.name).toBe('name 5')
  })

  test('joins typing into one field to one step, until a pause', () => {
    const empty = addNodes(emptyGraph, [node])
    const typed = ['c', 'ca', 'car', 'cart'].map((name) => updateNode(empty, 'a', { name }))
    let history = emptyHistory
    typed.forEach((graph, at) => {
      if (at === 3) history = sealStep(history)
      history = recordStep(history, 'rename', typed[at - 1] ?? empty, graph, 'name of a')
    })
    expect(history.done).toHaveLength(2)
    expect(undoStep(history, typed[3] ?? empty)?.graph.nodes[0]?.name).toBe('car')
    expect(moveAll(undoStep, history, typed[3] ?? empty).graph).toStrictEqual(empty)
  })

  test('forgets a step that was typed and deleted again', () => {
    const empty = addNodes(emptyGraph, [node])
    const typed = updateNode(empty, 'a', { name: 'b' })
    const history = recordStep(recordStep(emptyHistory, 'rename', empty, typed, 'name'), 'rename', typed, empty, 'name')
    expect(history).toEqual(emptyHistory)
  })

  test('takes back my own values and nothing that others saved since', () => {
    const start = addNodes(emptyGraph, [node, { ...node, id: 'b', labels: { team: 'x' } }])
    const mine = updateNode(updateNode(start, 'a', { name: 'mine' }), 'b', { labels: { team: 'mine' } })
    const history = recordStep(emptyHistory, 'edit', start, mine)
    const merged = updateNode(updateNode(mine, 'a', { description: 'theirs' }), 'b', {
      labels: { team: 'mine', owner: 'them' },
    })
    expect(undoStep(history, merged)?.graph.nodes).toEqual([
      { ...node, description: 'theirs' },
      { ...node, id: 'b', labels: { team: 'x', owner: 'them' } },
    ])
  })

  test('joins to a step although others saved in between, and leaves theirs alone', () => {
    const start = addNodes(emptyGraph, [node])
    const first = updateNode(start, 'a', { name: 'c' })
    const merged = updateNode(first, 'a', { description: 'theirs' })
    const second = updateNode(merged, 'a', { name: 'ca' })
    const once = recordStep(emptyHistory, 'rename', start, first, 'name')
    const history = recordStep(once, 'rename', merged, second, 'name')
    expect(history.done).toHaveLength(1)
    expect(undoStep(history, second)?.graph.nodes).toEqual([{ ...node, description: 'theirs' }])
  })

  test('brings back with a node the edge that somebody tied to it meanwhile', () => {
    const added = addNodes(emptyGraph, [node])
    const history = recordStep(emptyHistory, 'add node', emptyGraph, added)
    const tied = addEdges(added, [{ id: 'e', source: 'a', target: 'a', sourcePort: null, targetPort: null }])
    const undone = undoStep(history, tied)
    expect(undone?.graph).toStrictEqual(emptyGraph)
    expect(undone && redoStep(undone.history, undone.graph)?.graph).toStrictEqual(tied)
  })

  test('has nothing to redo after a new edit', () => {
    const added = addNodes(emptyGraph, [node])
    const undone = undoStep(recordStep(emptyHistory, 'add node', emptyGraph, added), added)
    if (undone === undefined) throw new Error('nothing to undo')
    const history = recordStep(undone.history, 'add node', undone.graph, added)
    expect(redoStep(history, added)).toBeUndefined()
  })
})
