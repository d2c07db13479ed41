import { useEffect, useRef } from 'react'
import { findShortcut, isSingleKey } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'

export type ShortcutHandlers = Partial<Record<ShortcutId, () => void>>

const storageKey = 'statusgraph.single-keys'
/** Who listens, newest first: the page in front is asked before the shell behind it. */
const stack: { readonly current: ShortcutHandlers }[] = []
let areSingleKeysOn = readStored()

/** Answers shortcuts of the one table while the component stands. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    stack.unshift(latest)
    if (stack.length === 1) document.addEventListener('keydown', answer)
    return () => {
      stack.splice(stack.indexOf(latest), 1)
      if (stack.length === 0) document.removeEventListener('keydown', answer)
    }
  }, [])
}

/** Does what a shortcut would, for buttons and the palette. False when nothing on this page answers it. */
export function runShortcut(id: ShortcutId): boolean {
  const handler = handlerOf(id)
  handler?.()
  return handler !== undefined
}

export function isAnswered(id: ShortcutId): boolean {
  return handlerOf(id) !== undefined
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

function handlerOf(id: ShortcutId): (() => void) | undefined {
  for (const entry of stack) {
    const handler = entry.current[id]
    if (handler !== undefined) return handler
  }
  return undefined
}

function answer(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const id = findShortcut(event)
  if (id === undefined) return
  const isTyping = isField(event.target)
  if (isSingleKey(event) && (isTyping || !areSingleKeysOn)) return
  // A dialog answers its own Escape; a field only gives up its focus.
  if (id === 'close' && (isTyping || document.querySelector('dialog[open]') !== null)) return
  if (document.querySelector('dialog[open]') !== null && id !== 'palette') return
  if (runShortcut(id)) event.preventDefault()
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

function readStored(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}
