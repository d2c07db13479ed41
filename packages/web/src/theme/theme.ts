import { useSyncExternalStore } from 'react'

/** What a person chose; `system` follows the operating system. */
export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
/** What is drawn. */
export type Theme = 'light' | 'dark'

const storageKey = 'statusgraph.theme'
const listeners = new Set<() => void>()
const prefersDark = globalThis.matchMedia('(prefers-color-scheme: dark)')
let choice: ThemeChoice = readStored()
/** Set by the address (`?theme=dark`): wins over the stored choice for this page only, so that a link looks alike everywhere. */
let forced: Theme | undefined

function isThemeChoice(text: string | null | undefined): text is ThemeChoice {
  return text === 'system' || text === 'light' || text === 'dark'
}

function currentTheme(): Theme {
  if (forced !== undefined) return forced
  if (choice === 'system') return prefersDark.matches ? 'dark' : 'light'
  return choice
}

export function currentThemeChoice(): ThemeChoice {
  return forced ?? choice
}

/** Remembers the choice for this browser and draws it. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next
  forced = undefined
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // A browser that keeps nothing still shows the chosen theme until the page is left.
  }
  applyTheme()
}

export function forceTheme(theme: Theme | undefined): void {
  if (forced === theme) return
  forced = theme
  applyTheme()
}

/** Puts the theme on `:root` and tells everyone who draws with it; called once before the first paint. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = currentTheme()
  for (const listener of listeners) listener()
}

prefersDark.addEventListener('change', applyTheme)

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme)
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, currentThemeChoice)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readStored(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey)
    return isThemeChoice(stored) ? stored : 'system'
  } catch {
    return 'system'
  }
}
