import { findNearest } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { ApiProblem, createClient } from '@statusgraph/protocol'
import type { WireNodeStatus, WireReason, WireSnapshot } from '@statusgraph/protocol'
import { CommandFailure, paint } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { sayAge } from '../age.ts'

/** Asks a server why a node has its colour, and prints the reasons worst first. */
export async function explain(
  terminal: Terminal,
  graphId: string,
  wanted: string,
  options: { readonly server?: string; readonly json?: boolean },
): Promise<number> {
  const server = chooseServer(options.server ?? terminal.env['STATUSGRAPH_SERVER'])
  const { graph, snapshot } = await ask(server, graphId, terminal.ending)
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
    terminal.out(tell(terminal, node, status, snapshot))
  }
  return 0
}

function chooseServer(given: string | undefined): string {
  const server = (given ?? '') === '' ? 'http://127.0.0.1:8000' : (given ?? '')
  if (!/^https?:\/\//i.test(server) || !URL.canParse(server)) {
    throw new CommandFailure(`"${server}" is not the URL of a server, write it like http://127.0.0.1:8000`)
  }
  return server.replace(/\/+$/, '')
}

async function ask(
  server: string,
  graphId: string,
  ending: AbortSignal,
): Promise<{ readonly graph: GraphDocument; readonly snapshot: WireSnapshot }> {
  const client = createClient(server)
  const signal = AbortSignal.any([ending, AbortSignal.timeout(15_000)])
  try {
    const [{ graph }, snapshot] = await Promise.all([
      client.readGraph(graphId, signal),
      client.readStatus(graphId, signal),
    ])
    return { graph, snapshot }
  } catch (error) {
    if (!(error instanceof ApiProblem)) {
      throw new CommandFailure(`the server ${server} cannot be asked: ${wordCause(error)}`, { cause: error })
    }
    if (error.problem.status !== 404) throw new CommandFailure(`the server says: ${error.message}`, { cause: error })
    const known = await client.listGraphs(signal).catch(() => [])
    const near = findNearest(
      graphId,
      known.map(({ id }) => id),
    )
    const hint =
      near === undefined ? `known: ${known.map(({ id }) => id).join(', ') || 'none'}` : `did you mean "${near}"?`
    throw new CommandFailure(`there is no graph "${graphId}" at ${server}, ${hint}`, { cause: error })
  }
}

function wordCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (error.name === 'TimeoutError') return 'no answer in 15 seconds'
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}

function tell(
  terminal: Terminal,
  node: { readonly id: string; readonly name: string },
  status: WireNodeStatus,
  snapshot: WireSnapshot,
): string {
  const name = node.name === node.id ? node.name : `${node.name} (${node.id})`
  const lines = [`${name} is ${paint(terminal, status.lamp, status.lamp)}.`]
  for (const overlay of status.overlays) lines.push(`  ${overlay.kind}: ${overlay.reason}`)
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
