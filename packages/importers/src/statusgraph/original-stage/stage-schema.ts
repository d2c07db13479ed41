import { z } from 'zod'

// The original is written in Go: an absent or null value is the zero value of its type, and a wrong type is an error.
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const number = z.number().nullish()
const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])

const connectorSchema = z.object({ id: text, name: text, label: text })

const nodeSchema = z.object({
  id: text,
  name: text,
  namespace: text,
  type: text,
  labels: listOf(text),
  connector: listOf(connectorSchema),
  children: listOf(text),
  bounds: z.object({ x: number, y: number }).nullish(),
})

const endSchema = z
  .object({ id: text, connector: text })
  .nullish()
  .transform((end) => end ?? { id: '', connector: '' })

const edgeSchema = z.object({ id: text, source: endSchema, target: endSchema, type: text })

/** A stage file of the original Statusgraph. */
export const stageSchema = z.object({
  id: text,
  name: text,
  nodes: z
    .array(nodeSchema)
    .nullable()
    .transform((nodes) => nodes ?? []),
  edges: listOf(edgeSchema),
})

export type Stage = z.output<typeof stageSchema>
export type StageNode = Stage['nodes'][number]
export type StageConnector = StageNode['connector'][number]
export type StageEdge = Stage['edges'][number]
