import { z } from 'zod'
import { pushKeys } from './push.ts'

/** The kinds of discovery sources; each may stand alone or in a list. A new kind is a file beside this one and a line here. */
export const sourcesSchema = z.strictObject({
  ...pushKeys,
})

export type SourcesKeys = z.output<typeof sourcesSchema>
