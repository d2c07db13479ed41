import { graphIdSchema, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { convertEdges } from './convert-edges.ts'
import { convertNodes } from './convert-nodes.ts'
import { fit, isBlankId } from './identity.ts'
import { stageSchema } from './stage-schema.ts'
import type { Stage } from './stage-schema.ts'

export type StageResult =
  | {
      readonly ok: true
      readonly graph: GraphDocument
      /** What could not be taken over as it was, and what became of it. */
      readonly notes: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

/**
 * Reads a stage file of the original Statusgraph as a graph document. Whatever has no place in ours stands in `notes`.
 *
 * @example
 * const result = readStage(await readFile(path, 'utf8'), path)
 * if (result.ok) await store.create(result.graph)
 */
export function readStage(text: string, fileName: string): StageResult {
  const refuse = (why: string): StageResult => ({ ok: false, message: `${fileName}: ${why}` })
  const json = readJson(text)
  if (!json.ok) return refuse(json.why)
  const result = stageSchema.safeParse(json.value)
  if (!result.success) {
    const [first] = result.error.issues
    const place = first?.path.map(String).join('.') ?? ''
    return refuse(
      `this is not a stage of the original Statusgraph (${place === '' ? '' : `${place}: `}${first?.message ?? ''})`,
    )
  }
  const stage = result.data
  const notes: string[] = []
  const nodes = convertNodes(stage.nodes, notes)
  const parsed = parseGraphDocument({
    version: 1,
    id: chooseGraphId(stage, fileName, notes),
    ...(stage.name === '' ? {} : { name: fit(stage.name, 'the name of the stage', notes) }),
    nodes: nodes.map((node) => node.document),
    edges: convertEdges(stage.edges, nodes, notes),
  })
  if (parsed.ok) return { ok: true, graph: parsed.graph, notes }
  const [first] = parsed.faults
  return refuse(`${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`)
}

function readJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string } {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') return { ok: false, why: 'the file is empty' }
  try {
    return { ok: true, value: JSON.parse(plain) }
  } catch (error) {
    return { ok: false, why: `this is not JSON (${error instanceof Error ? error.message : String(error)})` }
  }
}

function chooseGraphId(stage: Stage, fileName: string, notes: string[]): string {
  const own = stage.id.toLowerCase()
  if (!isBlankId(own) && graphIdSchema.safeParse(own).success) return own
  const stem = (fileName.split(/[/\\]/).at(-1) ?? '').replace(/\.json$/i, '')
  const made = [own, stem, stage.name].map(slugOf).find((slug) => slug !== '' && !isBlankId(slug)) ?? 'stage'
  notes.push(`the stage has ${stage.id === '' ? 'no id' : `the id "${stage.id}"`}, the graph got "${made}"`)
  return made
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 64)
    .replace(/-+$/, '')
}
