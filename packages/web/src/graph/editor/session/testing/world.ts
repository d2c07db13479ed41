import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { createEditSession } from '../create-edit-session.ts'
import type { EditSession } from '../session.ts'
import type { SessionSurroundings } from '../surroundings.ts'
import { startTime } from './fake-time.ts'
import type { FakeTime } from './fake-time.ts'
import { startMemoryBrowser } from './memory-browser.ts'
import type { MemoryBrowser } from './memory-browser.ts'
import { startMemoryServer } from './memory-server.ts'
import type { MemoryServer, Way } from './memory-server.ts'

/** A tab with an editor, as a test sees it. */
export interface Tab {
  readonly session: EditSession
  readonly way: Way
  /** The server may be back. */
  readonly wake: () => void
  /** Times when unsaved work was taken over. */
  readonly takenOver: readonly string[]
  /** Ends the tab in the middle of everything. */
  readonly kill: () => void
  /** Opens it again: after a kill, or, while it lives, as a duplicate. */
  readonly reopen: () => Promise<Tab>
}

export interface World {
  readonly time: FakeTime
  readonly server: MemoryServer
  readonly openBrowser: () => MemoryBrowser
  /** Opens an editor on the newest revision; everything that anybody saves is told to it, unless its way is cut. */
  readonly openTab: (options?: { readonly browser?: MemoryBrowser; readonly name?: string }) => Promise<Tab>
}

/** A server with one graph, clocks that stand still, and tabs. */
export function openWorld(graph: GraphDocument = shop()): World {
  const time = startTime()
  const server = startMemoryServer(graph)
  let ids = 0

  const open = async (
    browser: MemoryBrowser,
    inside: ReturnType<MemoryBrowser['openTab']>,
    name: string,
  ): Promise<Tab> => {
    const way: Way = { state: 'works' }
    const wakes = new Set<() => void>()
    const takenOver: string[] = []
    let isDead = false
    const surroundings: SessionSurroundings = {
      monoMs: time.nowMs,
      wallMs: time.nowMs,
      random: () => 0.5,
      isHidden: () => false,
      isOffline: () => way.state === 'cut',
      after: (delayMs, call) => time.after(delayMs, () => isDead || call()),
      server: server.reach(way),
      shelf: browser.shelf,
      locks: inside.locks,
      memory: inside.memory,
      newId: () => `id-${++ids}`,
      editorName: () => name,
      onRenamed: () => () => undefined,
      onWake(call) {
        wakes.add(call)
        return () => wakes.delete(call)
      },
      onEditors: () => () => undefined,
      onLeaving: () => () => undefined,
    }
    const session = createEditSession({
      loaded: server.newest(graph.id),
      surroundings,
      onTakenOver: (changedAt) => takenOver.push(changedAt),
      onSaved: () => undefined,
    })
    server.watch((stored) => {
      if (!isDead && way.state === 'works' && stored.graph.id === graph.id) session.receive(stored)
    })
    await time.pass(0)
    return {
      session,
      way,
      takenOver,
      wake() {
        for (const call of wakes) call()
        // A stream that is open again tells the newest revision.
        if (way.state === 'works') session.receive(server.newest(graph.id))
      },
      kill() {
        isDead = true
        way.state = 'cut'
        inside.die()
      },
      reopen: () => open(browser, browser.copyTab(inside.memory), name),
    }
  }

  return {
    time,
    server,
    openBrowser: startMemoryBrowser,
    openTab: ({ browser = startMemoryBrowser(), name = 'Ana' } = {}) => open(browser, browser.openTab(), name),
  }
}

export function shop(): GraphDocument {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    nodes: [
      { id: 'cart', position: { x: 0, y: 0 } },
      { id: 'checkout', position: { x: 320, y: 0 } },
      { id: 'db', kind: 'database' },
    ],
    edges: [{ id: 'e', source: 'cart', target: 'checkout' }],
  })
  if (!parsed.ok) throw new Error('the document of this test is bad')
  return parsed.graph
}
