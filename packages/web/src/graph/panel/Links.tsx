import { servicesOf } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '../../live/queries.ts'
import { SafeLink } from '../../parts/SafeLink.tsx'
import { expandLink } from '../../parts/link-template.ts'
import { Section } from './Section.tsx'

interface LinksProps {
  readonly graph: GraphDocument
  readonly node: GraphNode
}

/** Where to go on: the node's own links, and those the configuration makes for every node. */
export function Links({ graph, node }: LinksProps) {
  const { data: about } = useQuery(aboutQuery)
  const values = templateValues(graph, node)
  const fromTemplates = (about?.links ?? []).flatMap(({ title, url }) => {
    const link = expandLink(url, values)
    return link === undefined ? [] : [{ title, url: link }]
  })
  const all = [...(node.links ?? []), ...fromTemplates]
  if (all.length === 0) return null
  return (
    <Section title="Links">
      <p className="links">
        {all.map(({ title, url }) => (
          <SafeLink key={`${title}:${url}`} url={url} className="link-chip">
            {title}
          </SafeLink>
        ))}
      </p>
    </Section>
  )
}

/** What a template may name: `{{service}}`, `{{node}}`, `{{name}}`, `{{namespace}}`, `{{graph}}` and the node's labels. */
function templateValues(graph: GraphDocument, node: GraphNode): Readonly<Record<string, string | undefined>> {
  return {
    ...node.labels,
    service: servicesOf(node)[0],
    node: node.id,
    name: node.name,
    namespace: node.namespace,
    graph: graph.id,
  }
}
