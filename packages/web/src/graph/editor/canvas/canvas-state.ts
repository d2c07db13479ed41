import type { Box, Point, RouteEnd } from '../../../map/index.ts'
import type { Editor, NodeDraft } from '../editor.ts'
import type { Guide } from './geometry/snapping.ts'

/** An edge under a hand. */
export interface Link {
  readonly from: RouteEnd
  readonly to: RouteEnd
  /** The hand holds where the edge begins, and the arrow still points at `to`. */
  readonly isHeldAtStart: boolean
}

/** What the canvas shows for the moment and no document holds. */
export interface CanvasState {
  /** The node under the pointer, which shows its handles. */
  readonly pointed: string | undefined
  readonly pointedEdge: string | undefined
  readonly marquee: Box | undefined
  readonly guides: readonly Guide[]
  /** How far what is selected has been moved, and not put down yet. */
  readonly shift: Point | undefined
  /** A node that is being made larger or smaller, as it is now. */
  readonly sized: { readonly id: string; readonly box: Box } | undefined
  /** The group or node that would take what is under the hand. */
  readonly taker: string | undefined
  readonly link: Link | undefined
  readonly ghost: { readonly draft: NodeDraft; readonly box: Box } | undefined
}

export interface CanvasStore {
  readonly state: () => CanvasState
  readonly subscribe: (call: () => void) => () => void
  readonly set: (change: Partial<CanvasState>) => void
}

/** An empty hand; where the pointer is stays known. */
export const emptyHand = {
  marquee: undefined,
  guides: [],
  shift: undefined,
  sized: undefined,
  taker: undefined,
  link: undefined,
  ghost: undefined,
} satisfies Partial<CanvasState>

const stores = new WeakMap<Editor, CanvasStore>()

/** The canvas of an editor: the same for its tool and its overlay. */
export function canvasOf(editor: Editor): CanvasStore {
  let store = stores.get(editor)
  if (store === undefined) {
    store = createCanvasStore()
    stores.set(editor, store)
  }
  return store
}

function createCanvasStore(): CanvasStore {
  let state: CanvasState = { ...emptyHand, pointed: undefined, pointedEdge: undefined }
  const listeners = new Set<() => void>()
  return {
    state: () => state,
    subscribe(call) {
      listeners.add(call)
      return () => {
        listeners.delete(call)
      }
    },
    set(change) {
      state = { ...state, ...change }
      for (const call of listeners) call()
    },
  }
}
