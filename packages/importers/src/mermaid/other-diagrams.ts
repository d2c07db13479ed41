/** What the diagrams of Mermaid that are no map of a system are called, by the word they begin with. */
const names: readonly (readonly [word: string, name: string])[] = [
  ['sequenceDiagram', 'a sequence diagram'],
  ['classDiagram', 'a class diagram'],
  ['stateDiagram', 'a state diagram'],
  ['erDiagram', 'an entity relationship diagram'],
  ['journey', 'a user journey'],
  ['gantt', 'a Gantt chart'],
  ['pie', 'a pie chart'],
  ['mindmap', 'a mindmap'],
  ['timeline', 'a timeline'],
  ['gitGraph', 'a Git graph'],
  ['quadrantChart', 'a quadrant chart'],
  ['requirement', 'a requirement diagram'],
  ['sankey', 'a Sankey diagram'],
  ['xychart', 'a chart with two axes'],
  ['block', 'a block diagram'],
  ['packet', 'a packet diagram'],
  ['kanban', 'a Kanban board'],
  ['zenuml', 'a ZenUML diagram'],
  ['radar', 'a radar chart'],
  ['treemap', 'a treemap'],
  ['treeView', 'a tree'],
  ['venn', 'a Venn diagram'],
  ['ishikawa', 'an Ishikawa diagram'],
  ['usecase', 'a use case diagram'],
  ['eventmodeling', 'an event model'],
  ['cynefin', 'a Cynefin diagram'],
  ['wardley', 'a Wardley map'],
  ['railroad', 'a railroad diagram'],
  ['agentflow', 'a flow of agents'],
]

/**
 * What a diagram is that begins with this word; undefined when no diagram does.
 *
 * @example nameOtherDiagram('stateDiagram-v2') // 'a state diagram'
 */
export function nameOtherDiagram(word: string): string | undefined {
  return names.find(
    ([beginning]) => word.startsWith(beginning) && /^(?:Diagram|-|:|$)/.test(word.slice(beginning.length)),
  )?.[1]
}
