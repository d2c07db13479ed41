import { manyFileFormats, manyFilePatterns } from '@statusgraph/model'
import type { DiagramDiagnostic, ImportFormat } from '@statusgraph/protocol'

/** What was brought is no diagram, for a reason that can be said to whoever brought it. */
export class NoDiagram extends Error {}

/** What is a whole diagram in one file. */
const drawing =
  /\.(?:puml|plantuml|pu|iuml|wsd|mmd|mermaid|dot|gv|d2)$|\.(?:drawio|dio|excalidraw)(?:\.(?:json|xml|svg|png|html|md))?$/i

/** What may carry a diagram, and more often is only a picture of one. */
const picture = /\.(?:xml|svg|html?|png|jpe?g|gif|webp)$/i

const oneByOne =
  'Many files together are one diagram only as Kubernetes, Backstage, Structurizr or LikeC4. Bring one file at a time.'

/** Refuses files that are no set by what they are called, before any is opened. */
export function refuseStrangers(names: readonly string[]): void {
  if (names.length > 1 && names.some(isAlone)) throw new NoDiagram(oneByOne)
}

/** Why a joined file that was read is still no diagram: names do not tell Docker Compose from Kubernetes. */
export function refuseFormat(
  { parts = [] }: { readonly parts?: readonly unknown[] },
  format: ImportFormat,
): DiagramDiagnostic | undefined {
  return parts.length < 2 || manyFileFormats.has(format) ? undefined : { kind: 'error', message: oneByOne }
}

/** Whether a file of a folder may be one of its diagrams. */
export function isDiagram(name: string): boolean {
  return isAlone(name) || manyFilePatterns.some((kind) => kind.test(name))
}

/** Of the files of a folder those that are its diagram: a set of one kind, or the only other diagram that it holds. */
export function chooseOfFolder<File extends { readonly name: string }>(files: readonly File[]): readonly File[] {
  const sets = manyFilePatterns.map((kind) => files.filter(({ name }) => kind.test(name) && !isAlone(name)))
  const others = [drawing, picture].map((kind) => files.filter(({ name }) => kind.test(name)))
  const found = [...sets, ...others].find(({ length }) => length > 0)
  if (found === undefined) {
    throw new NoDiagram('The folder has no .dsl, .c4, .yml, .yaml or .json file, and no other diagram.')
  }
  refuseStrangers(found.map(({ name }) => name))
  return found
}

function isAlone(name: string): boolean {
  return drawing.test(name) || picture.test(name)
}
