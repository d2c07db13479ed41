import { updateNode } from '@statusgraph/model'
import type { NodeStatus } from '@statusgraph/model'
import type { Editor } from '../../editor.ts'
import { addServices } from './bind-services.ts'

/** Binds a node to services, beside those that it is bound to already, in one step. */
export function bindNode(editor: Editor, id: string, services: readonly string[]): void {
  const node = editor.session.state().graph.nodes.find((one) => one.id === id)
  const [first] = services
  if (node === undefined || first === undefined) return
  const isNameKnown = hasEvidence(editor.live.statuses.get(id))
  const words = services.length === 1 ? first : `${services.length.toLocaleString('en')} services`
  editor.session.edit(`bind ${node.name} to ${words}`, (graph) => {
    const now = graph.nodes.find((one) => one.id === id) ?? node
    return updateNode(graph, id, { services: [...addServices(now, services.join(','), isNameKnown)] })
  })
  editor.announce(`${node.name} is bound to ${services.join(', ')}`)
}

/** Whether an upstream has ever said something of the node: only then is there a binding to keep. */
function hasEvidence(status: NodeStatus | undefined): boolean {
  return status?.reasons.some(({ kind }) => kind !== 'missing') ?? false
}
