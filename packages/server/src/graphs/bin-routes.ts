import { routes } from '@statusgraph/protocol'
import type { GraphStore } from '@statusgraph/store'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../http/domain-error.ts'
import { readParam } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { Bin } from './bin.ts'

interface BinRoutes {
  readonly store: GraphStore
  readonly bin: Bin
}

/** The deleted graphs. One comes back when a revision of it is restored. */
export function serveBin(app: FastifyInstance, { store, bin }: BinRoutes): void {
  serve(app, routes.listBin, () => bin.list())
  serve(app, routes.purgeGraph, async (request) => {
    const id = readParam(request, 'id')
    const { kind } = await store.purge(id)
    if (kind === 'missing') throw new DomainError('graph/not-found', `There is no graph "${id}" in the bin.`)
  })
}
