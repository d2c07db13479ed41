import { routes } from '@statusgraph/protocol'
import type { GraphStore } from '@statusgraph/store'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../http/domain-error.ts'
import { serve } from '../http/routing.ts'

/** How a try to load the configuration again ended. */
export type ReloadResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

interface Probes {
  readonly store: GraphStore
  readonly isStopping: () => boolean
  readonly scrape: () => Promise<string>
  /** Undefined: the route does not exist. */
  readonly onReload: (() => Promise<ReloadResult>) | undefined
}

/** What those who run the server ask it: alive, ready, metrics, and to read its configuration again. */
export function serveProbes(app: FastifyInstance, { store, isStopping, scrape, onReload }: Probes): void {
  serve(app, routes.readHealthy, () => ({ status: 'healthy' }))
  serve(app, routes.readOriginalHealth, () => ({ ok: true }))
  serve(app, routes.readReady, async () => {
    if (isStopping()) throw new DomainError('server/stopping', 'The server is going away.')
    try {
      await store.probe()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : 'the store cannot be used'
      throw new DomainError('server/not-ready', reason, { cause })
    }
    return { status: 'ready' }
  })
  serve(app, routes.readMetrics, scrape)
  if (onReload === undefined) return
  serve(app, routes.reloadConfig, async () => {
    const result = await onReload()
    if (!result.ok) throw new DomainError('reload/refused', result.message)
    return { status: 'reloaded' }
  })
}
