import type { Exported } from '@statusgraph/importers/export'
import { isoOf, type Instant } from '@statusgraph/model'
import type { TeamIcons } from '../icons/team-icons.ts'
import type { Page } from '../page/files.ts'
import type { LiveGraph } from '../pipeline/live-graphs.ts'
import { PictureDrawer } from './picture-drawer.ts'
import { findShippedParts, takeParts } from './picture-parts.ts'
import type { ShippedParts } from './picture-parts.ts'

interface PicturesOptions {
  readonly page: Pick<Page, 'files'>
  readonly team: TeamIcons
  /** Ends when the folders of the team's icons were looked at once. */
  readonly firstLook: Promise<void>
  readonly now: () => Instant
}

interface PictureWishes {
  readonly theme: 'light' | 'dark'
  /** With the lamps of this moment, and what discovery draws into the graph. */
  readonly hasLamps: boolean
}

/** How long a picture is shared by those who ask for the same one: its moment is old by no more than this. */
const sharedMs = 1_000

/** Pictures of the graphs that are served: a wiki page that a hundred people open has one drawn. */
export class Pictures {
  readonly #options: PicturesOptions
  readonly #shipped: ShippedParts
  readonly #drawer = new PictureDrawer()
  readonly #shared = new Map<string, { readonly drawn: Promise<Exported>; readonly askedAtMs: number }>()

  constructor(options: PicturesOptions) {
    this.#options = options
    this.#shipped = findShippedParts(options.page)
  }

  /**
   * The picture of a graph.
   *
   * @throws DomainError when it cannot be drawn now
   */
  async draw(live: LiveGraph, { theme, hasLamps }: PictureWishes): Promise<Exported> {
    const { team, firstLook, now } = this.#options
    await firstLook
    const asked = now()
    for (const [key, { askedAtMs }] of this.#shared) if (asked.monoMs - askedAtMs >= sharedMs) this.#shared.delete(key)
    const { info, graph, shown, snapshot, view, sequence } = live
    const key = [info.id, info.revision, theme, hasLamps ? sequence : 'drawing'].join(' ')
    const known = this.#shared.get(key)
    if (known !== undefined) return known.drawn
    const wanted = hasLamps ? shown : graph
    const { nodes, edges, summary } = snapshot
    const drawn = this.#drawer.draw({
      graph: wanted,
      theme,
      parts: takeParts(wanted, this.#shipped, team.icons),
      moment: hasLamps ? { nodes, edges, summary, at: isoOf(asked), view, own: graph } : undefined,
    })
    this.#shared.set(key, { drawn, askedAtMs: asked.monoMs })
    return drawn
  }

  /** Draws no more. */
  async stop(): Promise<void> {
    await this.#drawer.stop()
  }
}
