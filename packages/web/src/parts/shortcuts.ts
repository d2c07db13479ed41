/** Where a shortcut works. */
export type ShortcutPlace = 'everywhere' | 'graph'

export interface Shortcut {
  readonly id: string
  /** As written on the keys; `Mod` is Ctrl, or ⌘ on a Mac. Each combination does the same. */
  readonly keys: readonly string[]
  readonly does: string
  readonly place: ShortcutPlace
}

/** Every shortcut there is: the help sheet, the palette, the reference page and the listener all read this table. */
export const shortcuts = [
  { id: 'palette', keys: ['Mod+K', 'g'], does: 'Go to a graph, a node, an alert or an action', place: 'everywhere' },
  { id: 'help', keys: ['?'], does: 'Show the shortcuts', place: 'everywhere' },
  { id: 'theme', keys: ['t'], does: 'Change the theme: system, light, dark', place: 'everywhere' },
  { id: 'search', keys: ['/'], does: 'Search in this page', place: 'everywhere' },
  { id: 'next-problem', keys: ['n'], does: 'Select the next problem', place: 'graph' },
  { id: 'previous-problem', keys: ['p'], does: 'Select the previous problem', place: 'graph' },
  { id: 'problems-only', keys: ['o'], does: 'Show problems only, or everything', place: 'graph' },
  { id: 'problem-list', keys: ['b'], does: 'Open or close the list of problems', place: 'graph' },
  { id: 'list-view', keys: ['l'], does: 'Change between picture and list', place: 'graph' },
  { id: 'fit', keys: ['f', 'Shift+1'], does: 'Fit the whole graph', place: 'graph' },
  { id: 'zoom-in', keys: ['+', '='], does: 'Zoom in', place: 'graph' },
  { id: 'zoom-out', keys: ['-'], does: 'Zoom out', place: 'graph' },
  { id: 'centre', keys: ['.'], does: 'Bring the selected node to the middle', place: 'graph' },
  { id: 'hops', keys: ['h'], does: 'Focus on the selected node and 1, 2, 3 steps around it', place: 'graph' },
  { id: 'copy-link', keys: ['c'], does: 'Copy a link to exactly this view', place: 'graph' },
  { id: 'kiosk', keys: ['k'], does: 'Wall screen: the picture alone', place: 'graph' },
  { id: 'move', keys: ['e'], does: 'Move nodes, and save where they stand', place: 'graph' },
  { id: 'save', keys: ['Mod+S'], does: 'Save moved nodes', place: 'graph' },
  { id: 'close', keys: ['Escape'], does: 'Close what is open, step by step', place: 'everywhere' },
] as const satisfies readonly Shortcut[]

export type ShortcutId = (typeof shortcuts)[number]['id']

export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** The physical key, for Shift+1 on layouts where it types another sign. */
  readonly code: string
}

/** The shortcut that a key press means, if any. Letters go by what is typed, so every keyboard layout works. */
export function findShortcut(pressed: PressedKey): ShortcutId | undefined {
  return shortcuts.find((shortcut) => shortcut.keys.some((keys) => isPressed(keys, pressed)))?.id
}

/** Whether the shortcut is a single character, which people who dictate or mistype can switch off (WCAG 2.1.4). */
export function isSingleKey(pressed: PressedKey): boolean {
  return !pressed.ctrlKey && !pressed.metaKey && pressed.key.length === 1
}

function isPressed(keys: string, pressed: PressedKey): boolean {
  if (pressed.altKey) return false
  const hasMod = pressed.ctrlKey || pressed.metaKey
  if (keys.startsWith('Mod+'))
    return hasMod && !pressed.shiftKey && pressed.key.toLowerCase() === keys.slice(4).toLowerCase()
  if (hasMod) return false
  if (keys === 'Shift+1') return pressed.shiftKey && pressed.code === 'Digit1'
  if (keys.length > 1) return pressed.key === keys
  return /[a-z]/.test(keys) ? pressed.key === keys && !pressed.shiftKey : pressed.key === keys
}

/** How a combination is written for this machine. */
export function writeKeys(keys: string, isMac: boolean): string {
  return keys
    .replace('Mod+', isMac ? '⌘ ' : 'Ctrl ')
    .replace('Shift+', isMac ? '⇧ ' : 'Shift ')
    .replace('Escape', 'Esc')
}
