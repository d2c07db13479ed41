import { knownAlerts, type KnownAlert, type World } from '@statusgraph/model'
import { alertsQuerySchema, routes, type AlertListItem, type EdgeReference } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { DomainError } from '../http/domain-error.ts'
import { readQuery } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { LiveGraph } from '../pipeline/live-graphs.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { findAlertEdges } from './alert-edges.ts'
import type { DrawnServices } from './drawn-services.ts'
import { parseLabelMatcher, type LabelMatcher } from './label-matcher.ts'

const rowLimit = 10_000
/** How long the rows of one world are shared by everybody who asks. */
const sharedMs = 1_000

/** The alerts that the selector keeps, with the nodes that each maps to. */
export function serveAlerts(app: FastifyInstance, pipeline: Pipeline, drawn: DrawnServices): void {
  let shared: { readonly world: World; readonly atMs: number; readonly alerts: readonly KnownAlert[] } | undefined
  const listAlerts = (): readonly KnownAlert[] => {
    const { world } = pipeline
    const now = pipeline.now()
    if (shared?.world !== world || now.monoMs - shared.atMs > sharedMs) {
      shared = { world, atMs: now.monoMs, alerts: knownAlerts(world, now) }
    }
    return shared.alerts
  }

  serve(app, routes.listAlerts, (request, reply) => {
    const query = readQuery(request, alertsQuerySchema)
    const isWanted = filterBy(query)
    const graphs = pipeline.graphs.all
    const rows: AlertListItem[] = []
    let total = 0
    for (const known of listAlerts()) {
      if (!isWanted(known)) continue
      const row = describeAlert(known, graphs, drawn, findAlertEdges(known, graphs, pipeline.world))
      const isUnmapped = row.nodes.length === 0 && row.edges === undefined
      if (query.unmapped !== undefined && (query.unmapped === 'true') !== isUnmapped) continue
      total++
      if (rows.length < (query.limit ?? rowLimit)) rows.push(row)
    }
    reply.header('statusgraph-total-count', total)
    return rows
  })
}

/** How many of the kept alerts no node and no edge of any graph claims. */
export function countUnmapped(pipeline: Pipeline, drawn: DrawnServices): number {
  const graphs = pipeline.graphs.all
  return knownAlerts(pipeline.world, pipeline.now()).filter(
    (known) =>
      drawn.find(graphs, known.services).length === 0 && findAlertEdges(known, graphs, pipeline.world).length === 0,
  ).length
}

function filterBy({ state, filter }: z.output<typeof alertsQuerySchema>): (known: KnownAlert) => boolean {
  const texts = typeof filter === 'string' ? [filter] : (filter ?? [])
  const matchers = texts.filter((text) => text.trim() !== '').map((text) => readMatcher(text))
  return ({ alert }) =>
    (state === undefined || state === 'all' || alert.state === state) &&
    matchers.every((matches) => matches(alert.labels))
}

function readMatcher(text: string): LabelMatcher {
  try {
    return parseLabelMatcher(text)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'this is no matcher'
    throw new DomainError('request/invalid', message, { cause, faults: [{ path: ['filter'], message }] })
  }
}

function describeAlert(
  known: KnownAlert,
  graphs: readonly LiveGraph[],
  drawn: DrawnServices,
  edges: readonly EdgeReference[],
): AlertListItem {
  const { alert, lamp, upstream, stale, services } = known
  return {
    fingerprint: alert.fingerprint,
    name: alert.labels['alertname'] ?? alert.fingerprint,
    lamp,
    state: alert.state,
    labels: { ...alert.labels },
    annotations: { ...alert.annotations },
    startsAt: alert.startsAt,
    ...(alert.generatorUrl === undefined ? {} : { generatorUrl: alert.generatorUrl }),
    suppressedBy: [...alert.suppressedBy],
    upstream,
    stale,
    services: [...services],
    nodes: [...drawn.find(graphs, services)],
    ...(edges.length === 0 ? {} : { edges: [...edges] }),
  }
}
