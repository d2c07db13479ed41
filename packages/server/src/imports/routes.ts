import { importBytes, importQuerySchema, routes } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import { tellLimit } from '../http/body-limit.ts'
import { DomainError } from '../http/domain-error.ts'
import { readQuery } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { DiagramReaders } from './diagram-readers.ts'
import { readFileName } from './file-name.ts'

/** Reads diagrams of other tools. Nothing is stored, and the server itself never looks into the file. */
export function serveImports(
  app: FastifyInstance,
  { readers, bodyBytes }: { readonly readers: DiagramReaders; readonly bodyBytes: number },
): void {
  // In a scope of its own, because here a body of any type is a file, JSON and YAML too.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const limitBytes = Math.min(bodyBytes, importBytes)
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: limitBytes },
      async (_request: unknown, body: Buffer) => body,
    )
    tellLimit(scope, () => limitBytes)
    serve(scope, routes.importDiagram, async (request) => {
      const {
        format,
        choice,
        name = readFileName(request.headers['content-disposition']),
      } = readQuery(request, importQuerySchema)
      if (readers.isFull) {
        throw new DomainError('server/overloaded', 'Many files are being read already; try again in a moment.', {
          headers: { 'retry-after': '5' },
        })
      }
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array()
      const result = await readers.read({ files: [{ bytes, name }], format, choice })
      if (result.ok) {
        const { graph, format: found, choices, chosen, diagnostics } = result
        return { graph, format: found, choices, chosen, diagnostics }
      }
      const first = result.diagnostics.find(({ kind }) => kind === 'error')
      throw new DomainError('import/unreadable', first?.message ?? 'The file cannot be read.', {
        members: { diagnostics: result.diagnostics, ...(result.format === undefined ? {} : { format: result.format }) },
      })
    })
  })
}
