import { z } from 'zod'

/** RFC 9457 problem details; `code` is stable and for machines. */
export const problemSchema = z.looseObject({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  /** Each fault of a refused document. */
  faults: z
    .array(
      z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string(), hint: z.string().optional() }),
    )
    .optional(),
})
export type Problem = z.infer<typeof problemSchema>
