import type { GraphDocument, NodeKind } from '@statusgraph/model'
import { cleanText } from '../clean-text.ts'
import type { ExportOptions } from './exported.ts'
import { lookOf, titleOf } from './lamps.ts'
import { nameElements } from './name-elements.ts'
import type { Branch, Outline } from './outline.ts'
import { webLink } from './web-link.ts'

const words: Readonly<Record<NodeKind, string>> = {
  service: 'component',
  box: 'rectangle',
  // PlantUML has a hexagon, but the one that Debian and many others ship refuses a file with it.
  hexagon: 'card',
  diamond: 'card',
  actor: 'actor',
  database: 'database',
  queue: 'queue',
  cache: 'collections',
  storage: 'storage',
  function: 'control',
  gateway: 'boundary',
  external: 'cloud',
  group: 'package',
}

/** Words that begin a statement of the language, or part the ends of an edge. */
const reserved =
  /^(?:abstract|action|activate|actor|agent|allow\w*|also|alt|annotation|archimate|artifact|as|autonumber|bottom|boundary|box|break|by|card|circle|class|cloud|collections|component|control|create|critical|database|dataclass|deactivate|delay|destroy|detach|diamond|down|else|elseif|empty|end\w*|entity|enum|exception|extends|file|folder|footer|fork|frame|group|header|hexagon|hide|hnote|if|implements|interface|is|json|kill|label|left|legend|loop|mainframe|map|metaclass|namespace|newpage|node|note|object|of|on|opt|order|over|package|page|par|participant|partition|person|port|portin|portout|process|protocol|queue|record|rectangle|ref|remove|repeat|restore|return|right|rnote|rotate|scale|set|show|skin|skinparam|split|sprite|stack|start|state|static|stop|storage|stereotype|struct|style|then|title|together|top|to|up|url|usecase|while)$/i

/** Writes a graph as a PlantUML component diagram. */
export function writePlantuml(graph: GraphDocument, outline: Outline, { statuses }: ExportOptions): string {
  const names = nameElements(graph.nodes, {
    isGood: (id) => /^[a-z]\w{0,119}$/i.test(id) && !reserved.test(id),
  })
  const nameOf = (id: string): string => names.get(id) ?? id

  const writeBranch = ({ node, members, depth }: Branch): readonly string[] => {
    const indent = '  '.repeat(depth)
    const look = lookOf(statuses, node.id)
    const text = escape(look === undefined ? node.name : `${node.name}\n${look.words}`)
    const colours = look === undefined ? '' : ` ${look.fill};line:${look.line.slice(1)};text:${look.text.slice(1)}`
    const head = `${indent}${words[node.kind]} "${text}" as ${nameOf(node.id)}${colours}`
    if (node.kind !== 'group') return [head]
    return [`${head} {`, ...members.flatMap((member) => writeBranch(member)), `${indent}}`]
  }
  const edges = graph.edges.map(({ source, target, label }) => {
    const text = label === undefined || label.trim() === '' ? '' : ` : ${escape(label.trim())}`
    return `${nameOf(source)} --> ${nameOf(target)}${text}`
  })
  const links = graph.nodes.flatMap((node) => {
    const link = webLink(node)
    return link === undefined
      ? []
      : [`url of ${nameOf(node.id)} is [[${link.replaceAll(/[[\]{}]/g, encodeURIComponent)}]]`]
  })

  return [
    '@startuml',
    // It refuses a title that nobody can see.
    ...(/[\p{L}\p{N}\p{P}\p{S}]/u.test(titleOf(graph.name, statuses))
      ? [`title ${escape(titleOf(graph.name, statuses))}`]
      : []),
    'left to right direction',
    ...outline.roots.flatMap((branch) => writeBranch(branch)),
    ...edges,
    ...links,
    '@enduml',
    '',
  ].join('\n')
}

/**
 * A text that PlantUML takes as it is: what its markup or its preprocessor would read becomes `<U+…>`, which every
 * version knows.
 */
function escape(text: string): string {
  const code = (character: string): string =>
    `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
  return cleanText(text)
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/[!-~]/g, (character) => (/[\w.,:;()+=/@?-]/.test(character) ? character : code(character)))
        // Markup doubles its signs, and a sign at the beginning of a line makes it a rule or a list.
        .replaceAll(/([./_=-])\1/g, (pair) => `${pair.charAt(0)}${code(pair.charAt(1))}`)
        .replace(/^[.=:;-]/, code),
    )
    .join('\\n')
}
