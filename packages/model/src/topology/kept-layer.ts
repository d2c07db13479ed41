import * as z from 'zod/mini'
import { nodeKinds } from '../graph/document.ts'
import { provenanceKinds, topologySourceKinds, trafficLayers } from './sighting.ts'

const moment = z.number().check(z.gte(-8.64e15), z.lte(8.64e15))
const duration = z.number().check(z.gte(0))
const count = z.int().check(z.gte(0))

/** A layer as a text holds it; its elements are read one by one, so that a damaged one harms no other. */
export const keptLayerSchema = z.object({
  version: z.literal(1),
  source: z.string(),
  kind: z.enum(topologySourceKinds),
  clock: z.object({ runs: z.boolean(), readMs: z.number(), wallMs: moment }),
  lastGood: z.optional(z.object({ wallMs: moment, intervalMs: z.optional(duration) })),
  caveats: z.array(z.string()),
  leftOut: z.object({ nodes: count, edges: count }),
  nodes: z.array(z.unknown()),
  edges: z.array(z.unknown()),
  buried: z.array(z.tuple([z.string(), moment, z.number()])),
})

const heldShape = {
  firstSeenMs: moment,
  lastSeenMs: moment,
  clockMs: z.number(),
  ttlMs: z.optional(duration),
  tsMs: z.optional(moment),
}
const id = z.string().check(z.minLength(1))
const provenance = z.enum(provenanceKinds)
const labels = z.optional(z.record(z.string(), z.string()))
const text = z.optional(z.string())
const amount = z.optional(z.number())

export const keptNodeSchema = z.object({
  seen: z.object({
    id,
    name: z.string(),
    namespace: text,
    cluster: text,
    kind: z.optional(z.enum(nodeKinds)),
    provenance,
    ids: z.optional(z.array(z.string())),
    labels,
  }),
  ...heldShape,
})

export const keptEdgeSchema = z.object({
  seen: z.object({
    source: id,
    target: id,
    provenance,
    protocol: text,
    label: text,
    undirected: z.optional(z.boolean()),
    traffic: z.optional(
      z.object({
        layer: z.enum(trafficLayers),
        ratePerSecond: amount,
        errorsPerSecond: amount,
        p50Seconds: amount,
        p95Seconds: amount,
        bytesPerSecond: amount,
        deniedPerSecond: amount,
        health: amount,
      }),
    ),
    labels,
  }),
  ...heldShape,
})
