import { queryOptions } from '@tanstack/react-query'
import { withBase } from '../../routes/base.ts'
import { documentSchemaSchema } from './complete.ts'

/** The published JSON Schema of graph documents, for completion. */
export const graphSchemaQuery = queryOptions({
  queryKey: ['graph-schema'],
  queryFn: async ({ signal }) => {
    const response = await fetch(withBase('/api/v1/schema/graph.json'), { signal })
    return documentSchemaSchema.parse(await response.json())
  },
  staleTime: Number.POSITIVE_INFINITY,
})
