import type { NodeKind } from '@statusgraph/model'

/** What the words of PlantUML are drawn as here. */
const kinds: Readonly<Record<string, NodeKind>> = {
  actor: 'actor',
  'actor/': 'actor',
  person: 'actor',
  participant: 'service',
  archimate: 'box',
  artifact: 'box',
  folder: 'box',
  card: 'box',
  file: 'box',
  package: 'box',
  rectangle: 'box',
  label: 'box',
  frame: 'box',
  circle: 'box',
  interface: 'box',
  entity: 'box',
  usecase: 'box',
  'usecase/': 'box',
  hexagon: 'hexagon',
  diamond: 'diamond',
  node: 'service',
  component: 'service',
  agent: 'service',
  action: 'function',
  process: 'service',
  control: 'service',
  collections: 'service',
  boundary: 'gateway',
  cloud: 'external',
  database: 'database',
  queue: 'queue',
  storage: 'storage',
  stack: 'storage',
  class: 'box',
  abstract: 'box',
  'abstract class': 'box',
  annotation: 'box',
  enum: 'box',
  exception: 'box',
  object: 'box',
  map: 'box',
  json: 'box',
  metaclass: 'box',
  protocol: 'box',
  record: 'box',
  dataclass: 'box',
  struct: 'box',
  stereotype: 'box',
  state: 'box',
  port: 'box',
  portin: 'box',
  portout: 'box',
}

/** Words that only class diagrams have. */
const classWords = new Set([
  'class',
  'abstract',
  'abstract class',
  'annotation',
  'enum',
  'exception',
  'metaclass',
  'protocol',
  'record',
  'dataclass',
  'struct',
  'stereotype',
])

/** Words whose braces hold fields, not elements. */
const withFields = new Set([...classWords, 'interface', 'entity', 'object', 'map', 'json', 'circle', 'diamond'])

export const elementWords: readonly string[] = Object.keys(kinds)

export function kindOfWord(word: string): NodeKind {
  return kinds[word] ?? 'service'
}

export function isClassWord(word: string): boolean {
  return classWords.has(word)
}

export function holdsFields(word: string): boolean {
  return withFields.has(word)
}
