import { graphIdSchema } from '@statusgraph/model'
import { z } from 'zod'
import { exportFormats, importFormats } from './imports.ts'

// Queries and bodies that only the server reads: no browser loads them.

export const alertsQuerySchema = z.object({
  unmapped: z.enum(['true', 'false']).optional().describe('true: only alerts that no node of any graph claims'),
  state: z.enum(['active', 'suppressed', 'all']).optional().describe('default: all'),
  filter: z
    .union([z.string().max(1_000), z.array(z.string().max(1_000)).max(20)])
    .optional()
    .describe(
      'label matchers as Alertmanager writes them, such as severity="critical" or job=~"api|web"; all must hold',
    ),
  limit: z.coerce.number().int().min(1).max(10_000).optional().describe('the most rows to answer; default 10000'),
})

export const metricsQuerySchema = z.object({
  range: z
    .string()
    .max(20)
    .optional()
    .describe('a Prometheus duration from 5m to 30d, rounded up to a step; default: what each query is configured for'),
})

const noPng = 'PNG is made by the page (Menu → Picture …), which has the fonts for every name; svg is a picture, too'

export const exportQuerySchema = z.object({
  format: z
    .enum(exportFormats, { error: ({ input }) => (input === 'png' ? noPng : undefined) })
    .optional()
    .describe(`one of ${exportFormats.join(', ')}; \`statusgraph\`, which is the same as \`json\`, is the default`),
  lamps: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: with the lamps of this moment as colours and words, where the format has a place for them'),
  theme: z.enum(['light', 'dark']).optional().describe('of a picture; `light` is the default'),
})

export const importQuerySchema = z.object({
  format: z
    .enum(importFormats)
    .optional()
    .describe(`one of ${importFormats.join(', ')}; default: what the file looks like`),
  choice: z.string().max(400).optional().describe('which diagram of a file that holds several, by the id in `choices`'),
  name: z
    .string()
    .max(400)
    .optional()
    .describe('how the file is called, for its extension; Content-Disposition says it too'),
})

/** Graphs that are nowhere in the order come after it, by name. */
export const graphOrderSchema = z.array(graphIdSchema).max(10_000)

export const announcementSchema = z.object({
  name: z.string().describe('shown to the others; without control characters, the first 80 characters'),
})

export const topologyQuerySchema = z.object({
  map: z
    .string()
    .max(64)
    .optional()
    .describe('a graph to see it through: drawn elements by their ids, how each stands, and where the others go'),
  since: z
    .string()
    .regex(/^\d{1,16}$/, 'must be a revision')
    .optional()
    .describe('a revision: only what changed after it; everything, without `since`, when that is too long ago'),
})
