/** Whether data is a stage of the original: it says no version, and calls the kind of a node its type. */
export function isStage(value: unknown): boolean {
  if (!isRecord(value) || 'version' in value) return false
  const nodes = listOf(value['nodes'])
  const edges = listOf(value['edges'])
  return (
    nodes.some((node) => isRecord(node) && ('type' in node || 'bounds' in node || 'connector' in node)) ||
    edges.some((edge) => isRecord(edge) && isRecord(edge['source']))
  )
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
