/** Where a shortcut works. While a graph is edited, `graph` and `everywhere` work on. */
export type ShortcutPlace = 'everywhere' | 'graph' | 'editor'

export interface Shortcut {
  readonly id: string
  /** As written on the keys; `Mod` is Ctrl, or ⌘ on a Mac. Each combination does the same. */
  readonly keys: readonly string[]
  readonly place: ShortcutPlace
  /** The browser makes an event of its own of these keys, and that event is answered: only it may touch the clipboard. */
  readonly isEvent?: true
  /** It means something only together with the key that is pressed or held, so the palette cannot offer it. */
  readonly takesKey?: true
}

/**
 * Every shortcut there is: the help sheet, the palette, the reference page and the listener all read this table. What
 * each does is said in `shortcut-words.ts`, which nobody needs who only presses keys.
 */
export const shortcuts = [
  { id: 'palette', keys: ['Mod+K', 'g'], place: 'everywhere' },
  { id: 'help', keys: ['?'], place: 'everywhere' },
  { id: 'theme', keys: ['t'], place: 'everywhere' },
  { id: 'search', keys: ['/'], place: 'everywhere' },
  { id: 'next-problem', keys: ['n'], place: 'graph' },
  { id: 'previous-problem', keys: ['p'], place: 'graph' },
  { id: 'problems-only', keys: ['o'], place: 'graph' },
  { id: 'problem-list', keys: ['b'], place: 'graph' },
  { id: 'list-view', keys: ['l'], place: 'graph' },
  { id: 'fit', keys: ['f', 'Shift+1'], place: 'graph' },
  { id: 'zoom-in', keys: ['+', '='], place: 'graph' },
  { id: 'zoom-out', keys: ['-'], place: 'graph' },
  { id: 'centre', keys: ['.'], place: 'graph' },
  { id: 'hops', keys: ['h'], place: 'graph' },
  { id: 'fold', keys: ['w'], place: 'graph' },
  { id: 'copy-link', keys: ['c'], place: 'graph' },
  { id: 'kiosk', keys: ['k'], place: 'graph' },
  { id: 'move', keys: ['e'], place: 'graph' },
  { id: 'save', keys: ['Mod+S'], place: 'graph' },
  { id: 'select-tool', keys: ['v'], place: 'editor' },
  { id: 'hand-tool', keys: ['m'], place: 'editor' },
  {
    id: 'hold-hand',
    keys: ['Space'],
    place: 'editor',
    takesKey: true,
  },
  { id: 'connect', keys: ['x'], place: 'editor' },
  { id: 'add-service', keys: ['1'], place: 'editor' },
  { id: 'add-database', keys: ['2'], place: 'editor' },
  { id: 'add-queue', keys: ['3'], place: 'editor' },
  { id: 'add-cache', keys: ['4'], place: 'editor' },
  { id: 'add-storage', keys: ['5'], place: 'editor' },
  { id: 'add-function', keys: ['6'], place: 'editor' },
  { id: 'add-gateway', keys: ['7'], place: 'editor' },
  { id: 'add-external', keys: ['8'], place: 'editor' },
  { id: 'add-actor', keys: ['9'], place: 'editor' },
  { id: 'add-box', keys: ['0'], place: 'editor' },
  { id: 'add-hexagon', keys: ['s'], place: 'editor' },
  { id: 'add-diamond', keys: ['d'], place: 'editor' },
  { id: 'add-group', keys: ['a'], place: 'editor' },
  {
    id: 'rename',
    keys: ['F2', 'Enter'],
    place: 'editor',
  },
  { id: 'delete', keys: ['Delete', 'Backspace'], place: 'editor' },
  { id: 'undo', keys: ['Mod+Z'], place: 'editor' },
  { id: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], place: 'editor' },
  { id: 'select-all', keys: ['Mod+A'], place: 'editor' },
  {
    id: 'select-too',
    keys: ['Shift+Enter'],
    place: 'editor',
    isEvent: true,
    takesKey: true,
  },
  { id: 'copy', keys: ['Mod+C'], place: 'editor', isEvent: true },
  { id: 'cut', keys: ['Mod+X'], place: 'editor', isEvent: true },
  { id: 'paste', keys: ['Mod+V'], place: 'editor', isEvent: true },
  { id: 'duplicate', keys: ['Mod+D'], place: 'editor' },
  { id: 'group', keys: ['Mod+G'], place: 'editor' },
  {
    id: 'ungroup',
    keys: ['Mod+Shift+G'],
    place: 'editor',
  },
  {
    id: 'nudge',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    place: 'editor',
    takesKey: true,
  },
  {
    id: 'push',
    keys: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    place: 'editor',
    takesKey: true,
  },
  {
    id: 'go-beside',
    keys: ['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+ArrowUp', 'Alt+ArrowDown'],
    place: 'editor',
    takesKey: true,
  },
  { id: 'layout', keys: ['y'], place: 'editor' },
  { id: 'tray', keys: ['u'], place: 'editor' },
  { id: 'menu', keys: ['Shift+F10', 'ContextMenu'], place: 'editor' },
  { id: 'close', keys: ['Escape'], place: 'everywhere' },
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
