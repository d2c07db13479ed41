import type { IconList } from '@statusgraph/protocol'
import { client } from '../live/api.ts'
import { loadOwnPlaces } from './icon-places.ts'
import type { IconPlace } from './icon-places.ts'
import { judgeInk } from './ink.ts'
import type { Ink } from './ink.ts'

/** What is known of an icon now. */
export type IconLook =
  | { readonly kind: 'waiting' }
  /** Neither the page nor the team's folder has it, or it cannot be drawn. */
  | { readonly kind: 'none' }
  | { readonly kind: 'drawn'; readonly url: string; readonly ink: Ink; readonly image: HTMLImageElement }

const waiting: IconLook = { kind: 'waiting' }
const none: IconLook = { kind: 'none' }
const measurePx = 16
const mostAtOnce = 4
const gatherMs = 16
const holdMs = 120
/** The page's own first picture goes before any icon. */
const quietMs = 1_500
const retryMs = 15_000

const looks = new Map<string, IconLook>()
const listeners = new Map<string, Set<() => void>>()
let ownPlaces: Promise<ReadonlyMap<string, IconPlace>> | undefined
let teamIcons: Promise<IconList> | undefined
let quiet: Promise<void> | undefined
let loading = 0
let holding: ReturnType<typeof setTimeout> | undefined
const queue: string[] = []
const news = new Set<string>()

/** What is known of an icon; whoever asks makes it load while they are subscribed to it. */
export function lookUpIcon(icon: string): IconLook {
  const known = looks.get(icon)
  if (known !== undefined) return known
  looks.set(icon, waiting)
  queue.push(icon)
  quiet ??= waitForQuiet()
  void quiet.then(loadNext)
  return waiting
}

/** Calls back when more is known of an icon. */
export function subscribeIcon(icon: string, call: () => void): () => void {
  const all = listeners.get(icon) ?? new Set()
  listeners.set(icon, all)
  all.add(call)
  return () => {
    all.delete(call)
    if (all.size === 0) listeners.delete(icon)
  }
}

/** Loads nothing for a moment: to read a new SVG takes a browser longer than a frame, and somebody is scrolling. */
export function holdIcons(): void {
  clearTimeout(holding)
  holding = setTimeout(() => {
    holding = undefined
    loadNext()
  }, holdMs)
}

/** The icons of the team's folder; asked for once, and again after {@link forgetTeamIcons} or a failure. */
export function listTeamIcons(): Promise<IconList> {
  teamIcons ??= client.listIcons().catch((error: unknown) => {
    teamIcons = undefined
    throw error
  })
  return teamIcons
}

/** The next list of the team's icons is a fresh one, and what was not there is looked for again. */
export function forgetTeamIcons(): void {
  teamIcons = undefined
  for (const [icon, look] of looks) if (look.kind === 'none') forget(icon)
}

/** Loads what was asked for last, a few at a time: somebody who scrolls wants to see what is there now. */
function loadNext(): void {
  if (holding !== undefined) return
  while (loading < mostAtOnce) {
    const icon = queue.pop()
    if (icon === undefined) return
    if (!listeners.has(icon)) {
      // Whoever wanted it has gone on.
      looks.delete(icon)
      continue
    }
    loading++
    void load(icon)
  }
}

async function load(icon: string): Promise<void> {
  try {
    learn(icon, await findLook(icon))
  } catch {
    // The server was away.
    learn(icon, none)
    setTimeout(() => forget(icon), retryMs)
  } finally {
    loading--
    loadNext()
  }
}

function learn(icon: string, look: IconLook): void {
  looks.set(icon, look)
  tell(icon)
}

/** Whoever shows the icon makes it load again. */
function forget(icon: string): void {
  looks.delete(icon)
  tell(icon)
}

/** Tells about icons that come at nearly the same time in one go, so that a page full of them is painted once. */
function tell(icon: string): void {
  news.add(icon)
  if (news.size > 1) return
  setTimeout(() => {
    const told = [...news]
    news.clear()
    for (const one of told) for (const call of listeners.get(one) ?? []) call()
  }, gatherMs)
}

async function findLook(icon: string): Promise<IconLook> {
  const place = await findPlace(icon.toLowerCase())
  if (place === undefined) return none
  try {
    const image = new Image()
    // As a mask is fetched: one request for both.
    if (place.isPlain) image.crossOrigin = 'anonymous'
    image.src = place.url
    await image.decode()
    return { kind: 'drawn', url: place.url, ink: place.isPlain ? 'plain' : measure(image), image }
  } catch {
    // The file went away between the list and now, or is none that this browser draws.
    return none
  }
}

async function findPlace(icon: string): Promise<IconPlace | undefined> {
  const own = (await (ownPlaces ??= loadOwnPlaces())).get(icon)
  if (own !== undefined) return own
  const found = (await listTeamIcons()).icons.find((one) => one.name === icon)
  return found === undefined ? undefined : { url: found.url, isPlain: false }
}

function measure(image: HTMLImageElement): Ink {
  const canvas = document.createElement('canvas')
  canvas.width = measurePx
  canvas.height = measurePx
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return 'colours'
  pen.drawImage(image, 0, 0, measurePx, measurePx)
  return judgeInk(pen.getImageData(0, 0, measurePx, measurePx).data)
}

function waitForQuiet(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: quietMs })
    else setTimeout(resolve, quietMs / 5)
  })
}
