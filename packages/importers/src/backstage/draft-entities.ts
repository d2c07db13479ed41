import type { NodeKind } from '@statusgraph/model'
import type { DraftNode } from '../draft.ts'
import { guessKind } from '../guess-kind.ts'
import { fieldOf, itemsOf, textOf, textsOf } from '../plain-data.ts'
import type { Entity } from './entities.ts'

/** What a resource is drawn as, by words of its type: Backstage leaves types to everybody's taste. */
const resourceKinds: readonly (readonly [RegExp, NodeKind])[] = [
  [/database|\bdb\b|sql|table|warehouse/i, 'database'],
  [/bucket|storage|\bs3\b|volume|disk|blob/i, 'storage'],
  [/queue|topic|stream|broker|kafka|bus/i, 'queue'],
  [/cache|redis/i, 'cache'],
  [/gateway|ingress|balancer|proxy|\bcdn\b/i, 'gateway'],
  [/function|lambda/i, 'function'],
]

/** What monitoring may know by a name. */
const running = new Set(['component', 'resource', 'api'])

/** A node for an entity; a system or domain that others belong to becomes a group. */
export function draftEntity(entity: Entity, isGroup: boolean, parent: string | undefined): DraftNode {
  const { key, kind, name, value, at } = entity
  const metadata = fieldOf(value, 'metadata')
  const spec = fieldOf(value, 'spec')
  const type = textOf(fieldOf(spec, 'type'))
  const annotation = (of: string): string | undefined => textOf(fieldOf(metadata, 'annotations', of))
  const tags = textsOf(fieldOf(metadata, 'tags'))
  return {
    key,
    name: textOf(fieldOf(metadata, 'title')) ?? name,
    kind: isGroup ? 'group' : kindOf(kind.toLowerCase(), type, name),
    parent,
    description: textOf(fieldOf(metadata, 'description')) ?? textOf(fieldOf(spec, 'profile', 'displayName')),
    namespace: annotation('backstage.io/kubernetes-namespace'),
    services:
      isGroup || !running.has(kind.toLowerCase())
        ? undefined
        : [...new Set([annotation('backstage.io/kubernetes-id') ?? name, name])],
    labels: {
      kind,
      ...labelOf('type', type),
      ...labelOf('lifecycle', textOf(fieldOf(spec, 'lifecycle'))),
      ...labelOf('owner', textOf(fieldOf(spec, 'owner'))),
      ...labelOf('tags', tags.join(', ')),
    },
    links: [
      ...itemsOf(fieldOf(metadata, 'links')).flatMap((link) => {
        const url = textOf(fieldOf(link, 'url'))
        return url === undefined ? [] : [{ url, title: textOf(fieldOf(link, 'title')) ?? url }]
      }),
      ...findSource(annotation),
    ],
    at,
  }
}

/** Where its source lies, as annotations say it. */
function findSource(annotation: (of: string) => string | undefined): readonly { title: string; url: string }[] {
  const location = annotation('backstage.io/source-location')?.replace(/^url:/, '')
  const slug = annotation('github.com/project-slug')
  const url = location ?? (slug === undefined ? undefined : `https://github.com/${slug}`)
  // Such annotations are also written as templates, and as folders.
  return url !== undefined && /^https?:\/\/[^\s{}]+$/i.test(url) ? [{ title: 'Source', url }] : []
}

function kindOf(kind: string, type: string | undefined, name: string): NodeKind {
  switch (kind) {
    case 'component':
      return type === 'library' ? 'box' : 'service'
    case 'api':
      return 'hexagon'
    case 'resource': {
      const byType = resourceKinds.find(([words]) => type !== undefined && words.test(type))?.[1]
      return byType ?? guessKind(type) ?? guessKind(name) ?? 'box'
    }
    case 'user':
    case 'group':
      return 'actor'
    default:
      return 'box'
  }
}

function labelOf(label: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined || value === '' ? {} : { [label]: value }
}
