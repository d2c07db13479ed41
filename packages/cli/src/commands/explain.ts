import { findNearest } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { WireEdgeStatus, WireNodeStatus, WireReason, WireSnapshot } from '@statusgraph/protocol'
import { CommandFailure, paint, showPlain } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { sayAge } from '../age.ts'
import { askAboutGraph, chooseServer } from '../ask-server.ts'

/** A node or an edge, drawn or discovered, and how it is. */
interface Found {
  readonly kind: 'node' | 'edge'
  readonly id: string
  readonly name: string
  readonly status: WireNodeStatus | WireEdgeStatus | undefined
}

/** Asks a server why a node or an edge has its colour, and prints the reasons worst first. */
export async function explain(
  terminal: Terminal,
  graphId: string,
  wanted: string,
  options: { readonly server?: string; readonly json?: boolean },
): Promise<number> {
  const server = chooseServer(terminal, options.server)
  const [{ graph }, snapshot] = await askAboutGraph(terminal, server, graphId, (client, signal) =>
    Promise.all([client.readGraph(graphId, signal), client.readStatus(graphId, signal)]),
  )
  const found = find(graph, snapshot, wanted)
  if (found === undefined) throw new CommandFailure(sayNotFound(graph, snapshot, wanted))
  const { kind, id, name, status } = found
  const twins = graph.nodes.filter((node) => node.name === wanted && node.id !== id)
  if (id !== wanted && twins.length > 0) {
    const others = twins.map((twin) => `"${twin.id}"`).join(', ')
    terminal.err(`note: this is "${id}"; others have the same name, ask for them by id: ${others}\n`)
  }
  if (status === undefined) {
    const why = kind === 'node' ? `the server has no status for the node "${id}" yet, try again` : sayNothingKnown(id)
    throw new CommandFailure(why)
  }
  if (options.json === true) {
    const about = { graph: graphId, [kind]: id, name, at: snapshot.at }
    terminal.out(`${JSON.stringify({ ...about, ...status }, undefined, 2)}\n`)
  } else {
    terminal.out(tell(terminal, { id, name }, status, { graph, snapshot }))
  }
  return 0
}

/** Discovered nodes and edges stand in the status only: nobody wrote them into the document. */
function find(graph: GraphDocument, { nodes, edges }: WireSnapshot, wanted: string): Found | undefined {
  const node = graph.nodes.find(({ id }) => id === wanted) ?? graph.nodes.find(({ name }) => name === wanted)
  if (node !== undefined) return { kind: 'node', id: node.id, name: node.name, status: ownOf(nodes, node.id) }
  const status = ownOf(nodes, wanted)
  if (status !== undefined) return { kind: 'node', id: wanted, name: wanted, status }
  const isEdge = graph.edges.some(({ id }) => id === wanted) || Object.hasOwn(edges, wanted)
  return isEdge ? { kind: 'edge', id: wanted, name: wanted, status: ownOf(edges, wanted) } : undefined
}

function sayNotFound(graph: GraphDocument, snapshot: WireSnapshot, wanted: string): string {
  const near = findNearest(wanted, [
    ...graph.nodes.flatMap(({ id, name }) => [id, name]),
    ...Object.keys(snapshot.nodes),
  ])
  const hint = near === undefined ? `it has ${graph.nodes.length} nodes` : `did you mean "${near}"?`
  return `the graph "${graph.id}" has no node "${wanted}", ${hint}`
}

function sayNothingKnown(id: string): string {
  return `nothing is known of the edge "${id}": no alert names both its ends, and no source tells its numbers`
}

function tell(
  terminal: Terminal,
  { id, name }: { readonly id: string; readonly name: string },
  status: WireNodeStatus | WireEdgeStatus,
  picture: { readonly graph: GraphDocument; readonly snapshot: WireSnapshot },
): string {
  const lines = [`${showPlain(name === id ? id : `${name} (${id})`)} is ${paint(terminal, status.lamp, status.lamp)}.`]
  for (const overlay of status.overlays) {
    lines.push(`  ${overlay.kind}: ${showPlain(overlay.reason)}`)
    if (overlay.kind === 'impacted' && overlay.culprit !== undefined)
      lines.push(...tellCulprit(terminal, overlay.culprit, picture))
  }
  if (status.reasons.length > 0) lines.push('', 'Why, worst first:')
  status.reasons.forEach((reason, index) => lines.push(...tellReason(terminal, reason, index + 1)))
  if ('metrics' in status) lines.push(...tellMeasured(status))
  const silent = Object.entries(picture.snapshot.upstreams).filter(([, { ok }]) => !ok)
  if (silent.length > 0) lines.push('', 'Upstreams in trouble:')
  for (const [upstream, { error }] of silent) lines.push(showPlain(`  ${upstream}: ${error ?? 'no fresh answer'}`))
  return `${lines.join('\n')}\n`
}

/** Where the trouble that reaches the node likely began, with the worst that is said of it. */
function tellCulprit(
  terminal: Terminal,
  culprit: string,
  { graph, snapshot }: { readonly graph: GraphDocument; readonly snapshot: WireSnapshot },
): readonly string[] {
  const status = ownOf(snapshot.nodes, culprit)
  if (status === undefined) return []
  const name = graph.nodes.find(({ id }) => id === culprit)?.name ?? culprit
  const said = `  likely culprit: ${showPlain(name)} is ${paint(terminal, status.lamp, status.lamp)}`
  const [reason] = status.reasons
  return [reason === undefined ? said : `${said}: ${showPlain(reason.text)}`]
}

function tellMeasured({ metrics, version }: WireNodeStatus): readonly string[] {
  return [
    ...(metrics.length === 0 ? [] : ['', 'Measured:']),
    ...metrics.map(({ name, value, unit }) => showPlain(`  ${name}: ${Number(value.toPrecision(4))}${unit ?? ''}`)),
    ...(version === undefined ? [] : ['', showPlain(`Version ${version}`)]),
  ]
}

function tellReason(terminal: Terminal, reason: WireReason, number: number): readonly string[] {
  const facts = [
    reason.upstream === undefined ? undefined : `said by ${reason.upstream}`,
    reason.since === undefined ? undefined : `since ${reason.since}`,
    reason.ageSeconds === undefined ? undefined : `confirmed ${sayAge(reason.ageSeconds)} ago`,
    reason.stale === true ? 'no longer fresh' : undefined,
  ].filter((fact) => fact !== undefined)
  const head = `  ${number}. ${paint(terminal, reason.lamp, reason.lamp)}: ${showPlain(reason.text)}`
  return facts.length === 0 ? [head] : [head, showPlain(`     ${facts.join(', ')}`)]
}

function ownOf<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
