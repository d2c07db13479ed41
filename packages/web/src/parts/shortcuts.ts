/** Where a shortcut works. While a graph is edited, `graph` and `everywhere` work on. */
export type ShortcutPlace = 'everywhere' | 'graph' | 'editor'

export interface Shortcut {
  readonly id: string
  /** As written on the keys; `Mod` is Ctrl, or ⌘ on a Mac. Each combination does the same. */
  readonly keys: readonly string[]
  readonly does: string
  readonly place: ShortcutPlace
  /** The browser makes an event of its own of these keys, and that event is answered: only it may touch the clipboard. */
  readonly isEvent?: true
  /** It means something only together with the key that is pressed or held, so the palette cannot offer it. */
  readonly takesKey?: true
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
  { id: 'fold', keys: ['w'], does: 'Collapse the selected group to one node, or open it', place: 'graph' },
  { id: 'copy-link', keys: ['c'], does: 'Copy a link to exactly this view', place: 'graph' },
  { id: 'kiosk', keys: ['k'], does: 'Wall screen: the picture alone', place: 'graph' },
  { id: 'move', keys: ['e'], does: 'Edit the graph, or stop editing it', place: 'graph' },
  { id: 'save', keys: ['Mod+S'], does: 'Save at once, without waiting for a pause', place: 'graph' },
  { id: 'select-tool', keys: ['v'], does: 'Select and move', place: 'editor' },
  { id: 'hand-tool', keys: ['m'], does: 'Move the view with the hand', place: 'editor' },
  {
    id: 'hold-hand',
    keys: ['Space'],
    does: 'Move the view with the hand while the key is held',
    place: 'editor',
    takesKey: true,
  },
  { id: 'connect', keys: ['x'], does: 'Connect the selected node to another, or begin an edge', place: 'editor' },
  { id: 'add-service', keys: ['1'], does: 'Add a service: Enter puts it down, or a click', place: 'editor' },
  { id: 'add-database', keys: ['2'], does: 'Add a database', place: 'editor' },
  { id: 'add-queue', keys: ['3'], does: 'Add a queue', place: 'editor' },
  { id: 'add-cache', keys: ['4'], does: 'Add a cache', place: 'editor' },
  { id: 'add-storage', keys: ['5'], does: 'Add a storage', place: 'editor' },
  { id: 'add-function', keys: ['6'], does: 'Add a function', place: 'editor' },
  { id: 'add-gateway', keys: ['7'], does: 'Add a gateway', place: 'editor' },
  { id: 'add-external', keys: ['8'], does: 'Add something external', place: 'editor' },
  { id: 'add-actor', keys: ['9'], does: 'Add an actor', place: 'editor' },
  { id: 'add-box', keys: ['0'], does: 'Add a box', place: 'editor' },
  { id: 'add-hexagon', keys: ['s'], does: 'Add a six-sided shape', place: 'editor' },
  { id: 'add-diamond', keys: ['d'], does: 'Add a diamond', place: 'editor' },
  { id: 'add-group', keys: ['a'], does: 'Add a group, an area for other nodes', place: 'editor' },
  {
    id: 'rename',
    keys: ['F2', 'Enter'],
    does: 'Rename what is selected; put down what is being added',
    place: 'editor',
  },
  { id: 'delete', keys: ['Delete', 'Backspace'], does: 'Delete what is selected', place: 'editor' },
  { id: 'undo', keys: ['Mod+Z'], does: 'Undo', place: 'editor' },
  { id: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], does: 'Redo', place: 'editor' },
  { id: 'select-all', keys: ['Mod+A'], does: 'Select everything', place: 'editor' },
  {
    id: 'select-too',
    keys: ['Shift+Enter'],
    does: 'Select the node with the keyboard as well, or no longer',
    place: 'editor',
    isEvent: true,
    takesKey: true,
  },
  { id: 'copy', keys: ['Mod+C'], does: 'Copy', place: 'editor', isEvent: true },
  { id: 'cut', keys: ['Mod+X'], does: 'Cut', place: 'editor', isEvent: true },
  { id: 'paste', keys: ['Mod+V'], does: 'Paste', place: 'editor', isEvent: true },
  { id: 'duplicate', keys: ['Mod+D'], does: 'Duplicate', place: 'editor' },
  { id: 'group', keys: ['Mod+G'], does: 'Put a group around what is selected', place: 'editor' },
  {
    id: 'ungroup',
    keys: ['Mod+Shift+G'],
    does: 'Take the selected group away, and leave what is in it',
    place: 'editor',
  },
  {
    id: 'nudge',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    does: 'Move what is selected by 1',
    place: 'editor',
    takesKey: true,
  },
  {
    id: 'push',
    keys: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    does: 'Move what is selected by 10',
    place: 'editor',
    takesKey: true,
  },
  {
    id: 'go-beside',
    keys: ['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+ArrowUp', 'Alt+ArrowDown'],
    does: 'Select the neighbour on that side',
    place: 'editor',
    takesKey: true,
  },
  { id: 'layout', keys: ['y'], does: 'Lay out the graph, or what is selected', place: 'editor' },
  { id: 'tray', keys: ['u'], does: 'Open or close the tray of what no node shows', place: 'editor' },
  { id: 'menu', keys: ['Shift+F10', 'ContextMenu'], does: 'Show what can be done here', place: 'editor' },
  { id: 'close', keys: ['Escape'], does: 'Close what is open, step by step', place: 'everywhere' },
] as const satisfies readonly Shortcut[]

export type ShortcutId = (typeof shortcuts)[number]['id']

export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** The physical key, where what it types does not tell: digits on a French keyboard, letters on a Greek one. */
  readonly code: string
}

/** A combination as it is held down, such as `Mod+Shift+G`. */
interface Combination {
  readonly hasMod: boolean
  readonly hasShift: boolean
  readonly hasAlt: boolean
  readonly key: string
}

const combinations: readonly {
  readonly shortcut: Shortcut & { readonly id: ShortcutId }
  readonly held: Combination
}[] = shortcuts.flatMap((shortcut) => shortcut.keys.map((keys) => ({ shortcut, held: readKeys(keys) })))

/**
 * The shortcut that a key press means, if any. Letters and signs go by what is typed, so every keyboard layout works;
 * a digit also by where it is, because some layouts type it with Shift only.
 */
export function findShortcut(pressed: PressedKey): ShortcutId | undefined {
  return findEntry(pressed)?.id
}

/** The whole entry of the table that a key press means. */
export function findEntry(pressed: PressedKey): (Shortcut & { readonly id: ShortcutId }) | undefined {
  const way = [isShiftedDigit, isTyped, isDigitInPlace].find((is) => combinations.some(({ held }) => is(held, pressed)))
  return way === undefined ? undefined : combinations.find(({ held }) => way(held, pressed))?.shortcut
}

/** Whether the shortcut is a single character, which people who dictate or mistype can switch off (WCAG 2.1.4). */
export function isSingleKey(pressed: PressedKey): boolean {
  return !pressed.ctrlKey && !pressed.metaKey && pressed.key.length === 1 && pressed.key !== ' '
}

/** What has the keyboard: where text is typed, where something is chosen with keys, a button or link, a node's element. */
export type FocusPlace = 'text' | 'choice' | 'button' | 'node' | 'page'

/** Whether a key is for the element that has the keyboard, and not for the page. */
export function belongsToFocus(entry: Shortcut, pressed: PressedKey, place: FocusPlace): boolean {
  switch (place) {
    case 'page':
    case 'node':
      return false
    case 'text':
      return entry.place === 'editor' || entry.id === 'close' || isSingleKey(pressed)
    case 'choice':
      return entry.id === 'close' || isSingleKey(pressed) || isUsedByControls(pressed.key)
    case 'button':
      return pressed.key === 'Enter' || pressed.key === ' '
  }
}

function isUsedByControls(key: string): boolean {
  return key === 'Enter' || key === ' ' || key.startsWith('Arrow')
}

function readKeys(keys: string): Combination {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const key = parts.at(-1) ?? ''
  return {
    hasMod: parts.includes('Mod'),
    hasShift: parts.includes('Shift'),
    hasAlt: parts.includes('Alt'),
    key: key === 'Space' ? ' ' : key,
  }
}

function isTyped({ hasMod, hasShift, hasAlt, key }: Combination, pressed: PressedKey): boolean {
  if (pressed.altKey !== hasAlt || (pressed.ctrlKey || pressed.metaKey) !== hasMod) return false
  const typed = letterOf(pressed)
  if (hasMod) return pressed.shiftKey === hasShift && typed.toLowerCase() === key.toLowerCase()
  // A sign may need Shift to be typed at all, a letter or a named key is another one with it.
  const isSign = key.length === 1 && !/[a-z ]/.test(key)
  return typed === key && (pressed.shiftKey === hasShift || (isSign && !hasShift))
}

function isShiftedDigit({ hasShift, key }: Combination, pressed: PressedKey): boolean {
  return hasShift && pressed.shiftKey && isAlone(pressed) && /^\d$/.test(key) && pressed.code === `Digit${key}`
}

function isDigitInPlace({ hasMod, hasShift, key }: Combination, pressed: PressedKey): boolean {
  if (hasMod || hasShift || pressed.shiftKey || !isAlone(pressed)) return false
  return /^\d$/.test(key) && pressed.code === `Digit${key}`
}

function isAlone(pressed: PressedKey): boolean {
  return !pressed.ctrlKey && !pressed.metaKey && !pressed.altKey
}

/** What a key types, or what stands on it in Latin letters where it types a letter of another script. */
function letterOf({ key, code }: PressedKey): string {
  const isForeign = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key)
  const [, letter] = isForeign ? (/^Key([A-Z])$/.exec(code) ?? []) : []
  return letter === undefined ? key : letter.toLowerCase()
}

const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** How a combination is written for this machine. */
export function writeKeys(keys: string, isMac: boolean): string {
  return keys
    .replace('Mod+', isMac ? '⌘ ' : 'Ctrl ')
    .replace('Shift+', isMac ? '⇧ ' : 'Shift ')
    .replace('Alt+', isMac ? '⌥ ' : 'Alt ')
    .replace('Escape', 'Esc')
    .replace('Delete', 'Del')
    .replace('ContextMenu', 'Menu')
    .replace(/Arrow\w+/, (arrow) => arrows[arrow] ?? arrow)
}

/** The first keys of a shortcut, as written on this machine: for menus and tooltips. */
export function keysOf(id: ShortcutId): string {
  const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '')
  return writeKeys(shortcuts.find((shortcut) => shortcut.id === id)?.keys[0] ?? '', isMac)
}
