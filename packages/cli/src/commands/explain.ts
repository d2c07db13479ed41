import { findCulprits, findNearest } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { WireNodeStatus, WireReason, WireSnapshot } from '@statusgraph/protocol'
import { CommandFailure, paint } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { sayAge } from '../age.ts'
import { askAboutGraph, chooseServer } from '../ask-server.ts'

/** Asks a server why a node has its colour, and prints the reasons worst first. */
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
  const node = graph.nodes.find(({ id }) => id === wanted) ?? graph.nodes.find(({ name }) => name === wanted)
  if (node === undefined) {
    const near = findNearest(
      wanted,
      graph.nodes.flatMap(({ id, name }) => [id, name]),
    )
    const hint = near === undefined ? `it has ${graph.nodes.length} nodes` : `did you mean "${near}"?`
    throw new CommandFailure(`the graph "${graphId}" has no node "${wanted}", ${hint}`)
  }
  const status = snapshot.nodes[node.id]
  if (status === undefined)
    throw new CommandFailure(`the server has no status for the node "${node.id}" yet, try again`)
  if (options.json === true) {
    const { id, name } = node
    terminal.out(`${JSON.stringify({ graph: graphId, node: id, name, at: snapshot.at, ...status }, undefined, 2)}\n`)
  } else {
    terminal.out(tell(terminal, graph, node, status, snapshot))
  }
  return 0
}

function tell(
  terminal: Terminal,
  graph: GraphDocument,
  node: { readonly id: string; readonly name: string },
  status: WireNodeStatus,
  snapshot: WireSnapshot,
): string {
  const name = node.name === node.id ? node.name : `${node.name} (${node.id})`
  const lines = [`${name} is ${paint(terminal, status.lamp, status.lamp)}.`]
  for (const overlay of status.overlays) lines.push(`  ${overlay.kind}: ${overlay.reason}`)
  lines.push(...tellCulprits(terminal, graph, node.id, snapshot))
  if (status.reasons.length > 0) lines.push('', 'Why, worst first:')
  status.reasons.forEach((reason, index) => lines.push(...tellReason(terminal, reason, index + 1)))
  if (status.metrics.length > 0) lines.push('', 'Measured:')
  for (const { name, value, unit } of status.metrics)
    lines.push(`  ${name}: ${Number(value.toPrecision(4))}${unit ?? ''}`)
  if (status.version !== undefined) lines.push('', `Version ${status.version}`)
  const silent = Object.entries(snapshot.upstreams).filter(([, { ok }]) => !ok)
  if (silent.length > 0) lines.push('', 'Upstreams in trouble:')
  for (const [name, { error }] of silent) lines.push(`  ${name}: ${error ?? 'no fresh answer'}`)
  return `${lines.join('\n')}\n`
}

/** Where the trouble that reaches the node likely began, the likeliest first, each with its own worst reason. */
function tellCulprits(terminal: Terminal, graph: GraphDocument, id: string, snapshot: WireSnapshot): readonly string[] {
  return findCulprits(graph, snapshot.nodes, id).flatMap((culprit, at) => {
    const status = snapshot.nodes[culprit]
    if (status === undefined) return []
    const name = graph.nodes.find((node) => node.id === culprit)?.name ?? culprit
    const said = `${at === 0 ? 'likely culprit' : 'or'}: ${name} is ${paint(terminal, status.lamp, status.lamp)}`
    const [reason] = status.reasons
    return [`  ${said}${reason === undefined ? '' : `: ${reason.text}`}`]
  })
}

function tellReason(terminal: Terminal, reason: WireReason, number: number): readonly string[] {
  const facts = [
    reason.upstream === undefined ? undefined : `said by ${reason.upstream}`,
    reason.since === undefined ? undefined : `since ${reason.since}`,
    reason.ageSeconds === undefined ? undefined : `confirmed ${sayAge(reason.ageSeconds)} ago`,
    reason.stale === true ? 'no longer fresh' : undefined,
  ].filter((fact) => fact !== undefined)
  const head = `  ${number}. ${paint(terminal, reason.lamp, reason.lamp)}: ${reason.text}`
  return facts.length === 0 ? [head] : [head, `     ${facts.join(', ')}`]
}
