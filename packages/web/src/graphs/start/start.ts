import { drawServices } from '@statusgraph/model'
import type { DrawableService, GraphDocument, ServiceGrouping } from '@statusgraph/model'
import { readDocument } from '../read-document.ts'
import type { ReadDocument } from '../read-document.ts'
import { makeIds } from './make-ids.ts'

/** What a new graph begins with. */
export type Start =
  | { readonly kind: 'empty' }
  /** Discovery draws it. */
  | { readonly kind: 'discover' }
  | { readonly kind: 'template'; readonly graph: GraphDocument | undefined }
  | { readonly kind: 'services'; readonly chosen: readonly DrawableService[]; readonly groupBy: ServiceGrouping }
  | { readonly kind: 'document'; readonly text: string }

/** The document of a new graph. Its id is left to the server, which makes one from the name that nobody has. */
export async function buildDocument(start: Start, name: string): Promise<ReadDocument> {
  const base = { version: 1, name, nodes: [], edges: [] } as const
  switch (start.kind) {
    case 'empty':
      return { ok: true, document: base }
    case 'discover':
      return { ok: true, document: { ...base, dynamic: 'auto' } }
    case 'template':
      return { ok: true, document: { ...start.graph, id: undefined, name } }
    case 'services': {
      const { groupBy, chosen } = start
      const drawn = drawServices({ ...base, id: 'new' }, chosen, { groupBy, newId: makeIds() })
      return { ok: true, document: { ...drawn, id: undefined } }
    }
    case 'document':
      return readDocument(start.text)
  }
}
