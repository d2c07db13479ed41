import type { Exported } from '@statusgraph/importers/export'
import { diagnosticsHeader } from '@statusgraph/protocol'
import type { FastifyReply } from 'fastify'

/** Sends a file to take away. */
export function sendExport(reply: FastifyReply, id: string, { mediaType, ...exported }: Exported): FastifyReply {
  nameFile(reply, 'attachment', id, exported)
  return reply.type(`${mediaType}; charset=utf-8`).send(exported.text)
}

/** For a picture that somebody opens by its address: it holds its own style, font and icons, and nothing else works. */
const picturePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; sandbox"

/**
 * Sends a picture, which is shown where it is asked for: in a tab of its own, or by a page of another site, such as a
 * wiki. Such a page shows it to whoever may see it anyway, and cannot read what is in it.
 */
export function sendPicture(reply: FastifyReply, id: string, { mediaType, ...exported }: Exported): FastifyReply {
  nameFile(reply, 'inline', id, exported)
  return reply
    .header('content-security-policy', picturePolicy)
    .header('cross-origin-resource-policy', 'cross-origin')
    .type(mediaType)
    .send(exported.text)
}

function nameFile(
  reply: FastifyReply,
  manner: 'attachment' | 'inline',
  id: string,
  { extension, diagnostics }: Pick<Exported, 'extension' | 'diagnostics'>,
): void {
  reply.header('cache-control', 'no-cache').header('content-disposition', `${manner}; filename="${id}${extension}"`)
  if (diagnostics.length > 0) reply.header(diagnosticsHeader, encodeURIComponent(JSON.stringify(diagnostics)))
}
