import { useLayoutEffect, useRef } from 'react'
import { belongsToFocus, findEntry, isSingleKey } from './shortcuts.ts'
import type { FocusPlace, PressedKey, ShortcutId } from './shortcuts.ts'

/**
 * Answers a shortcut; `false` passes it on to whoever listens behind.
 *
 * @param pressed the key, if it was a key and neither a button nor the palette
 */
export type ShortcutHandler = (pressed?: PressedKey) => void | boolean

export type ShortcutHandlers = Partial<Record<ShortcutId, ShortcutHandler>>

const storageKey = 'statusgraph.single-keys'
/** Who listens, newest first: the page in front is asked before the shell behind it. */
const stack: { readonly current: ShortcutHandlers }[] = []
let areSingleKeysOn = readStored()

/** Answers shortcuts of the one table while the component stands. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const latest = useRef(handlers)
  // Before the browser paints: what is on the screen answers its keys.
  useLayoutEffect(() => {
    latest.current = handlers
  })
  useLayoutEffect(() => {
    stack.unshift(latest)
    if (stack.length === 1) document.addEventListener('keydown', answer)
    return () => {
      stack.splice(stack.indexOf(latest), 1)
      if (stack.length === 0) document.removeEventListener('keydown', answer)
    }
  }, [])
}

/** Does what a shortcut would, for buttons and the palette. False when nothing on this page answers it. */
export function runShortcut(id: ShortcutId, pressed?: PressedKey): boolean {
  return stack.some((entry) => {
    const handler = entry.current[id]
    return handler !== undefined && handler(pressed) !== false
  })
}

export function isAnswered(id: ShortcutId): boolean {
  return stack.some((entry) => entry.current[id] !== undefined)
}

export function singleKeysOn(): boolean {
  return areSingleKeysOn
}

export function switchSingleKeys(isOn: boolean): void {
  areSingleKeysOn = isOn
  try {
    localStorage.setItem(storageKey, isOn ? 'on' : 'off')
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function answer(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const entry = findEntry(event)
  if (entry === undefined || entry.isEvent === true) return
  if (isSingleKey(event) && !areSingleKeysOn) return
  if (belongsToFocus(entry, event, focusPlaceOf(event.composedPath()[0] ?? null))) return
  // A dialog answers its own Escape.
  if (document.querySelector('dialog[open]') !== null && entry.id !== 'palette') return
  if (runShortcut(entry.id, event)) event.preventDefault()
}

const textInputs = 'input:not([type=checkbox], [type=radio], [type=button], [type=range], [type=color], [type=file])'
const placeSelectors: readonly (readonly [FocusPlace, string])[] = [
  ['text', `${textInputs}, textarea, [contenteditable]:not([contenteditable='false'])`],
  ['choice', `input, select, [role='menu'], [role='listbox'], [role='tree'], [role='tablist']`],
  ['node', '[data-node-id]'],
  ['button', 'button, a[href], summary'],
]

function focusPlaceOf(target: EventTarget | null): FocusPlace {
  if (!(target instanceof Element)) return 'page'
  return placeSelectors.find(([, selector]) => target.closest(selector) !== null)?.[0] ?? 'page'
}

function readStored(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}
