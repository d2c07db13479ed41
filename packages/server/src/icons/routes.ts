import { routes, type IconList } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../http/domain-error.ts'
import { readParam } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { TeamIcons } from './team-icons.ts'

/** For a drawing that somebody opens by its address: it may colour itself, and nothing else. */
const drawingPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/**
 * Serves the team's own icons.
 *
 * @param firstLook ends when the folders were looked at once
 */
export function serveIcons(
  app: FastifyInstance,
  {
    team,
    firstLook,
    basePath,
  }: { readonly team: TeamIcons; readonly firstLook: Promise<void>; readonly basePath: string },
): void {
  serve(app, routes.listIcons, async (): Promise<IconList> => {
    await firstLook
    return {
      icons: [...team.icons.values()].map(({ icon, title, digest }) => ({
        name: icon,
        title,
        url: `${basePath}/api/v1/icons/${icon.replace(':', '/')}?v=${digest}`,
      })),
      diagnostics: [...team.diagnostics],
    }
  })

  serve(app, routes.readIcon, async (request, reply) => {
    await firstLook
    const name = `${readParam(request, 'set')}:${readParam(request, 'name')}`
    const icon = team.icons.get(name.toLowerCase())
    if (icon === undefined)
      throw new DomainError(
        'icon/not-found',
        'None of the configured folders has an icon of this name; GET /api/v1/icons lists them.',
      )
    const etag = `"${icon.digest}"`
    const isPinned = new URL(request.url, 'http://x').searchParams.get('v') === icon.digest
    reply
      .type(icon.type)
      .header('content-security-policy', drawingPolicy)
      .header(
        'content-disposition',
        `attachment; filename="${icon.icon.replace(':', '-')}.${icon.type === 'image/png' ? 'png' : 'svg'}"`,
      )
      .header('cache-control', isPinned ? 'private, max-age=31536000, immutable' : 'no-cache')
      .header('etag', etag)
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
    return reply.send(icon.bytes)
  })
}
