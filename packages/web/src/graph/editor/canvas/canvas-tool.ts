import type { GraphMapHandle, MapDrag, MapPlace, MapTarget, MapTool } from '../../../map/index.ts'
// Not by the index: whoever looks at the map would load it with that.
import { workbench } from '../../../map/workbench.ts'
import { offerInstead, readFound } from '../actions/finding.ts'
import { draftOf } from '../actions/kinds.ts'
import { openContextMenu } from '../actions/open-context-menu.ts'
import type { Editor } from '../editor.ts'
import { canvasOf, emptyHand } from './canvas-state.ts'
import { aimCarried, putDownCarried } from './carry-in.ts'
import { connectEnds, edgeEndAt } from './connect.ts'
import { addBeside, aimLink, startConnect, startReconnect } from './drags/connect.ts'
import { startMarquee } from './drags/marquee.ts'
import { startMove } from './drags/move.ts'
import { aimGhost, putAt, startPlacing } from './drags/place.ts'
import { startResize } from './drags/resize.ts'
import { findHandleAt } from './find-handles.ts'
import type { Handle } from './find-handles.ts'
import { isAroundHandles } from './geometry/connect-handles.ts'
import { cursorOf } from './geometry/resizing.ts'
import { movableAt, selectAt } from './select.ts'

/** On a screen this narrow one looks and renames; a finger that drags moves the map. */
const phoneQuery = '(max-width: 640px)'

/** What a hand does on the map while it is edited. The overlay shows what is in the hand: see `CanvasOverlay`. */
export function createCanvasTool(editor: Editor): MapTool {
  const canvas = canvasOf(editor)
  const { ui } = editor

  const findHandle = (map: GraphMapHandle, place: MapPlace): Handle | undefined =>
    ui.state().tool.kind === 'select' && !isPhone()
      ? findHandleAt(editor, map, place, canvas.state().pointed)
      : undefined

  const startByHandle = (map: GraphMapHandle, handle: Handle, place: MapPlace): MapDrag | undefined => {
    switch (handle.kind) {
      case 'resize':
        return startResize(editor, canvas, map, handle.id, handle.handle, place)
      case 'connect':
        return startConnect(editor, canvas, map, handle.from, place)
      case 'edge-end':
        return startReconnect(editor, canvas, handle.id, handle.end)
    }
  }

  const startSelecting = (map: GraphMapHandle, place: MapPlace, event: PointerEvent): MapDrag | undefined => {
    const handle = findHandle(map, place)
    if (handle !== undefined) return startByHandle(map, handle, place)
    const isFinger = event.pointerType === 'touch'
    const id = movableAt(place.target)
    if (id === undefined) return isFinger ? undefined : startMarquee(editor, canvas, map, place, isAdding(event))
    if (!ui.state().selection.nodes.has(id)) {
      // A finger has no other way to move the map than to drag it, wherever it comes down.
      if (isFinger) return undefined
      selectAt(editor, place.target, isAdding(event))
    }
    return startMove(editor, canvas, map, id, place)
  }

  /** Takes an end of an edge; the second one makes the edge. */
  const takeEnd = (target: MapTarget): void => {
    const { tool } = ui.state()
    const end = edgeEndAt(target)
    if (tool.kind !== 'connect' || end === undefined) return
    const { from } = tool
    if (from === undefined) {
      ui.set({
        tool: { kind: 'connect', from: end.port === null ? { node: end.node } : { node: end.node, port: end.port } },
      })
      editor.announce('Now press the node where the edge ends.')
      return
    }
    if (!connectEnds(editor, { node: from.node, port: from.port ?? null }, end)) return
    canvas.set(emptyHand)
    ui.set({ tool: { kind: 'select' } })
  }

  return {
    workbench,
    press(place, event) {
      const map = editor.map()
      const { tool } = ui.state()
      if (map === undefined || isPhone()) return undefined
      const end = edgeEndAt(place.target)
      switch (tool.kind) {
        case 'hand':
          return undefined
        case 'place':
          return startPlacing(editor, canvas, map, tool, place)
        case 'connect':
          if (end === undefined) return undefined
          return backToSelect(editor, startConnect(editor, canvas, map, end, place))
        case 'select':
          return startSelecting(map, place, event)
      }
    },
    tap(place, event) {
      const map = editor.map()
      const { tool } = ui.state()
      if (map === undefined || tool.kind === 'hand') return
      if (tool.kind === 'place') putAt(editor, canvas, map, tool, place)
      else if (tool.kind === 'connect') takeEnd(place.target)
      else {
        const handle = findHandle(map, place)
        if (handle?.kind === 'connect' && handle.side !== undefined)
          addBeside(editor, map, handle.from.node, handle.side)
        else selectAt(editor, place.target, isAdding(event))
      }
    },
    choose(nodeId, event) {
      if (ui.state().tool.kind === 'connect') takeEnd({ kind: 'node', id: nodeId })
      else selectAt(editor, { kind: 'node', id: nodeId }, isAdding(event))
    },
    doubleTap({ target, ...place }) {
      const map = editor.map()
      if (map === undefined || ui.state().tool.kind !== 'select') return
      const id = movableAt(target)
      if (readFound(editor).length > 0) offerInstead(editor, 'rename')
      else if (id !== undefined) ui.set({ renaming: { kind: 'node', id } })
      else if (target.kind === 'edge') ui.set({ renaming: { kind: 'edge', id: target.id } })
      else if (!isPhone())
        putAt(editor, canvas, map, { draft: draftOf('service'), isSticky: false }, { ...place, target })
    },
    hover(place) {
      const map = editor.map()
      const { tool } = ui.state()
      if (place === undefined || map === undefined) {
        canvas.set({ pointed: undefined, pointedEdge: undefined, ghost: undefined, taker: undefined })
        return undefined
      }
      switch (tool.kind) {
        case 'hand':
          return 'grab'
        case 'place':
          aimGhost(editor, canvas, map, tool.draft, place)
          return 'copy'
        case 'connect':
          if (tool.from !== undefined)
            aimLink(editor, canvas, { node: tool.from.node, port: tool.from.port ?? null }, place)
          else canvas.set({ ...emptyHand, taker: edgeEndAt(place.target)?.node })
          return 'crosshair'
        case 'select':
          return pointAt(map, place)
      }
    },
    menu(place, event) {
      openContextMenu(editor, place, { x: event.clientX, y: event.clientY })
    },
    carryIn(place, event) {
      const map = editor.map()
      return map !== undefined && aimCarried(editor, canvas, map, place, event)
    },
    putDown(place, event) {
      const map = editor.map()
      if (map !== undefined) putDownCarried(editor, canvas, map, place, event)
    },
  }

  /** Shows what is under the pointer, and answers the cursor for it. */
  function pointAt(map: GraphMapHandle, place: MapPlace): string {
    const { target } = place
    const before = canvas.state()
    const box = before.pointed === undefined ? undefined : map.boxes().get(before.pointed)
    const isStillNear = box !== undefined && isAroundHandles(box, place.point, map.viewport().scale)
    const pointed = movableAt(target) ?? (isStillNear ? before.pointed : undefined)
    const handle = findHandle(map, place)
    const pointedEdge = target.kind === 'edge' && handle === undefined ? target.id : undefined
    const isNothing = before.ghost === undefined && before.link === undefined
    if (pointed !== before.pointed || pointedEdge !== before.pointedEdge || !isNothing)
      canvas.set({ ...emptyHand, pointed, pointedEdge })
    if (handle?.kind === 'resize') return cursorOf(handle.handle)
    if (handle?.kind === 'connect') return 'crosshair'
    if (handle?.kind === 'edge-end') return 'grab'
    return movableAt(target) === undefined ? (target.kind === 'edge' ? 'pointer' : 'default') : 'move'
  }
}

/** The tool was meant for one edge. */
function backToSelect(editor: Editor, drag: MapDrag): MapDrag {
  return {
    ...drag,
    drop(place, event) {
      editor.ui.set({ tool: { kind: 'select' } })
      drag.drop(place, event)
    },
  }
}

function isAdding(event: MouseEvent): boolean {
  return event.shiftKey || event.ctrlKey || event.metaKey
}

function isPhone(): boolean {
  return matchMedia(phoneQuery).matches
}
