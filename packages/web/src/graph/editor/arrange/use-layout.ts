import { useEffect, useRef, useState } from 'react'
import { layOutGraph } from '../../../layout/index.ts'
import type { LayoutDirection } from '../../../layout/index.ts'
import { boundsOf, readDrawn } from '../../../map/index.ts'
import { showNote } from '../../../parts/Toast.tsx'
import type { Editor } from '../editor.ts'
import { applyLayout, foreseeBoxes } from './apply-layout.ts'
import { glide } from './glide.ts'

export interface LayoutWish {
  readonly direction: LayoutDirection
  /** Left out: everything. */
  readonly only?: ReadonlySet<string> | undefined
}

/** A layout that is being computed. */
export interface LayoutJob {
  /** 0 to 1; undefined: nobody can say. */
  readonly share: number | undefined
  readonly nodes: number
}

export interface Layouts {
  readonly job: LayoutJob | undefined
  readonly start: (wish: LayoutWish) => void
  /** What was asked for the last time. */
  readonly last: LayoutDirection | undefined
  readonly cancel: () => void
}

/** One layout at a time, beside the work: the drawing can be edited meanwhile, and the result is one step of it. */
export function useLayout(editor: Editor): Layouts {
  const [job, setJob] = useState<LayoutJob>()
  const [last, setLast] = useState<LayoutDirection>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const run = async ({ direction, only }: LayoutWish, { signal }: AbortController): Promise<void> => {
    const map = editor.map()
    if (map === undefined) return
    const boxes = map.boxes()
    const { graph: drawn } = readDrawn(editor.session.state().graph, boxes)
    const nodes = drawn.nodes.filter(
      ({ id, kind, collapsed }) => (kind !== 'group' || collapsed === true) && (only?.has(id) ?? true),
    ).length
    setJob({ share: undefined, nodes })
    const points = await layOutGraph(
      drawn,
      { direction, only, boxes },
      { signal, onProgress: (share) => setJob({ share, nodes }) },
    )
    setJob(undefined)
    const goal = foreseeBoxes(editor.session.state().graph, points, drawn, boxes)
    await glide(map.boxes(), goal, (now) => map.preview(now), signal)
    editor.session.edit('layout', (graph) => applyLayout(graph, points, drawn, boxes))
    map.preview(undefined)
    const moved = boundsOf([...points.keys()].flatMap((id) => goal.get(id) ?? []))
    if (moved !== undefined) {
      // The scene with the new places comes with the next paint.
      requestAnimationFrame(() => (only === undefined ? map.fit() : map.revealBox(moved)))
    }
    const said = `Laid out ${points.size.toLocaleString('en')} ${points.size === 1 ? 'node' : 'nodes'}.`
    showNote(said, { label: 'Undo', run: editor.session.undo })
    editor.announce(said)
  }

  const start = (wish: LayoutWish): void => {
    setLast(wish.direction)
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    run(wish, own)
      .catch((error: unknown) => {
        if (!own.signal.aborted) showNote(`Nothing was moved: ${sayError(error)}.`)
      })
      .finally(() => {
        if (running.current === own) setJob(undefined)
      })
  }
  const cancel = (): void => {
    if (job === undefined) return
    running.current?.abort()
    setJob(undefined)
    editor.announce('Layout cancelled. Nothing was moved.')
  }
  return { job, start, last, cancel }
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
