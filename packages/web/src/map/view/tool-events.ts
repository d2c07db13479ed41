import type { MapPlace, MapTool } from '../editing.ts'

interface ToolEventTarget {
  tool(): MapTool | undefined
  placeOf(event: MouseEvent): MapPlace
  isPressed(): boolean
  /** Gives a drag up; false when there is none. */
  cancel(): boolean
  openMenu(event: MouseEvent): void
}

/**
 * What a tool hears beside presses: hovering, double clicks, menus, what is carried in from outside, and the keys that
 * go with a hand on the map. Answers whether Space is held, which makes every press a pan.
 */
export function attachToolEvents(root: HTMLElement, signal: AbortSignal, target: ToolEventTarget): () => boolean {
  let isSpaceHeld = false
  let isByFinger = false
  let focusedBefore: Element | null = null
  root.addEventListener(
    'pointerdown',
    ({ pointerType }) => {
      isByFinger = pointerType === 'touch'
      focusedBefore = document.activeElement
    },
    { signal },
  )
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    call: (event: HTMLElementEventMap[Name], tool: MapTool) => void,
  ): void =>
    root.addEventListener(
      name,
      (event) => {
        const tool = target.tool()
        const isElsewhere = event.target instanceof Element && event.target.closest('[data-map-control]') !== null
        if (tool !== undefined && !isElsewhere) call(event, tool)
      },
      { signal },
    )
  const showCursor = (cursor: string | undefined): void => {
    if (cursor === undefined || isSpaceHeld) root.style.removeProperty('cursor')
    else root.style.cursor = cursor
  }

  listen('pointermove', (event, tool) => {
    if (event.pointerType !== 'touch' && event.buttons === 0) showCursor(tool.hover(target.placeOf(event)))
  })
  listen('pointerleave', (_, tool) => {
    if (!target.isPressed()) showCursor(tool.hover(undefined))
  })
  listen('dblclick', (event, tool) => {
    // Two taps of a finger are counted where taps are: not every browser makes a double click of them.
    if (!isByFinger) tool.doubleTap(target.placeOf(event), event)
  })
  listen('mousedown', (event) => {
    // The mouse press that browsers make of a tap comes after the tap: it shall not take the keyboard away from a field
    // or a menu that the tap has just opened.
    const { activeElement } = document
    if (isByFinger && activeElement !== focusedBefore && activeElement !== document.body) event.preventDefault()
  })
  listen('contextmenu', (event) => {
    event.preventDefault()
    // A finger's long press is timed where presses are.
    if (!isByFinger) target.openMenu(event)
  })
  listen('dragover', (event, tool) => {
    if (tool.carryIn(target.placeOf(event), event)) event.preventDefault()
  })
  listen('dragleave', (event, tool) => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) tool.carryIn(undefined, event)
  })
  listen('drop', (event, tool) => {
    event.preventDefault()
    tool.putDown(target.placeOf(event), event)
  })

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === ' ') {
      isSpaceHeld = event.type === 'keydown' && target.tool() !== undefined && !isField(event.target)
      if (isSpaceHeld) root.dataset['hand'] = ''
      else delete root.dataset['hand']
      showCursor(undefined)
    }
    if (event.key !== 'Escape' || event.type !== 'keydown' || !target.cancel()) return
    // It took back the drag, and shall not close anything as well.
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('keydown', onKey, { capture: true, signal })
  window.addEventListener('keyup', onKey, { capture: true, signal })
  return () => isSpaceHeld
}

/** Where Space means something else. On a node it presses the node when it is let go, unless the map was moved. */
function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || 'nodeId' in target.dataset) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(target.tagName)
}
