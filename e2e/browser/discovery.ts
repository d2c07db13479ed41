/** What one source sees, as it is pushed: names of nodes and pairs of names. */
export interface Pushed {
  readonly nodes?: readonly { readonly id: string; readonly name?: string; readonly namespace?: string }[]
  readonly edges?: readonly (readonly [source: string, target: string])[]
}

/** Says everything that a source sees now, with some traffic on each edge. */
export async function push(serverUrl: string, source: string, { nodes = [], edges = [] }: Pushed): Promise<void> {
  const response = await fetch(`${serverUrl}/api/v1/topology/sources/${source}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      nodes,
      edges: edges.map(([from, to]) => ({
        source: from,
        target: to,
        traffic: { layer: 'server', ratePerSecond: 12, errorsPerSecond: 0 },
      })),
    }),
  })
  if (!response.ok) throw new Error(`the push was refused: ${await response.text()}`)
}

/** Forgets a source. */
export async function forget(serverUrl: string, source: string): Promise<void> {
  await fetch(`${serverUrl}/api/v1/topology/sources/${source}`, { method: 'DELETE' })
}
