import { exportGraph } from '@statusgraph/importers/export'
import type { ImportFormat } from '@statusgraph/importers'
import type { GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'

const perGroup = 20

/** Services in groups of twenty, each calling two others, as one graph in the form of every format that is read. */
export function writeDiagrams(services: number): Readonly<Record<ImportFormat, string>> {
  const graph = drawGraph(services)
  const written = (format: Parameters<typeof exportGraph>[1]): string => exportGraph(graph, format).text
  return {
    dot: written('dot'),
    plantuml: written('plantuml'),
    mermaid: written('mermaid'),
    d2: written('d2'),
    drawio: written('drawio'),
    structurizr: writeStructurizr(graph),
    likec4: writeLikec4(graph),
    excalidraw: writeExcalidraw(graph),
    compose: writeCompose(graph),
    kubernetes: writeKubernetes(graph),
    backstage: writeBackstage(graph),
    statusgraph: written('yaml'),
  }
}

function drawGraph(services: number): GraphDocument {
  const numbers = Array.from({ length: services }, (_, at) => at)
  const groups = numbers
    .filter((at) => at % perGroup === 0)
    .map((at): GraphNode => ({ id: `team${at / perGroup}`, name: `Team ${at / perGroup}`, kind: 'group' }))
  const nodes = numbers.map((at): GraphNode => ({
    id: `service${at}`,
    name: `service-${at}`,
    kind: at % 7 === 0 ? 'database' : 'service',
    parent: `team${Math.floor(at / perGroup)}`,
    position: { x: (at % 40) * 260, y: Math.floor(at / 40) * 140 },
  }))
  const edges = numbers.flatMap((at) =>
    [at + 1, at * 7 + 13].map((to, which): GraphEdge => ({
      id: `e${at}-${which}`,
      source: `service${at}`,
      target: `service${to % services}`,
      sourcePort: null,
      targetPort: null,
      label: which === 0 ? 'HTTP' : 'gRPC',
    })),
  )
  return { version: 1, id: 'imports', name: 'Imports', nodes: [...groups, ...nodes], edges }
}

function membersOf(graph: GraphDocument, group: GraphNode): readonly GraphNode[] {
  return graph.nodes.filter(({ parent }) => parent === group.id)
}

function groupsOf(graph: GraphDocument): readonly GraphNode[] {
  return graph.nodes.filter(({ kind }) => kind === 'group')
}

function targetsOf(graph: GraphDocument): ReadonlyMap<string, readonly string[]> {
  const bySource = Map.groupBy(graph.edges, ({ source }) => source)
  return new Map([...bySource].map(([source, edges]) => [source, edges.map(({ target }) => target)]))
}

function writeStructurizr(graph: GraphDocument): string {
  const systems = groupsOf(graph).map(
    (group) =>
      `    ${group.id} = softwareSystem "${group.name}" {\n${membersOf(graph, group)
        .map(({ id, name }) => `      ${id} = container "${name}" "Sells" "Go"`)
        .join('\n')}\n    }`,
  )
  const relations = graph.edges.map(({ source, target, label = '' }) => `    ${source} -> ${target} "${label}"`)
  const views = groupsOf(graph).map(({ id }) => `    container ${id} { include * }`)
  return `workspace {\n  model {\n${[...systems, ...relations].join('\n')}\n  }\n  views {\n${views.join('\n')}\n  }\n}\n`
}

function writeLikec4(graph: GraphDocument): string {
  const systems = groupsOf(graph).map(
    (group) =>
      `  ${group.id} = system '${group.name}' {\n${membersOf(graph, group)
        .map(({ id, name }) => `    ${id} = service '${name}' { technology 'Go' }`)
        .join('\n')}\n  }`,
  )
  const paths = new Map(graph.nodes.map(({ id, parent }) => [id, `${parent}.${id}`]))
  const relations = graph.edges.map(
    ({ source, target, label = '' }) => `  ${paths.get(source)} -> ${paths.get(target)} '${label}'`,
  )
  return `specification {\n  element system\n  element service\n}\nmodel {\n${[...systems, ...relations].join('\n')}\n}\n`
}

function writeExcalidraw(graph: GraphDocument): string {
  const boxes = graph.nodes.flatMap(({ id, name, kind, position = { x: 0, y: 0 } }) =>
    kind === 'group'
      ? []
      : [
          {
            id,
            type: 'rectangle',
            ...position,
            width: 180,
            height: 64,
            boundElements: [{ id: `${id}t`, type: 'text' }],
          },
          {
            id: `${id}t`,
            type: 'text',
            x: position.x + 10,
            y: position.y + 20,
            width: 90,
            height: 20,
            text: name,
            containerId: id,
          },
        ],
  )
  const arrows = graph.edges.map(({ id, source, target }) => ({
    id,
    type: 'arrow',
    x: 0,
    y: 0,
    width: 100,
    height: 0,
    points: [
      [0, 0],
      [100, 0],
    ],
    startBinding: { elementId: source },
    endBinding: { elementId: target },
  }))
  return JSON.stringify({ type: 'excalidraw', version: 2, elements: [...boxes, ...arrows] })
}

function writeCompose(graph: GraphDocument): string {
  const targets = targetsOf(graph)
  const services = graph.nodes.flatMap(({ id, kind, parent }) =>
    kind === 'group'
      ? []
      : [
          `  ${id}:\n    image: shop/${id}:1.0\n    networks: [${parent}]\n    environment:\n      CALLS: http://${targets.get(id)?.[1]}:8080/api\n    depends_on: [${targets.get(id)?.[0]}]`,
        ],
  )
  const networks = groupsOf(graph).map(({ id }) => `  ${id}: {}`)
  return `services:\n${services.join('\n')}\nnetworks:\n${networks.join('\n')}\n`
}

function writeKubernetes(graph: GraphDocument): string {
  const targets = targetsOf(graph)
  const parents = new Map(graph.nodes.map(({ id, parent = '' }) => [id, parent]))
  return graph.nodes
    .flatMap(({ id, kind, parent }) => {
      if (kind === 'group') return []
      const env = (targets.get(id) ?? []).map(
        (target, at) => `            - {name: CALLS_${at}, value: "http://${target}.${parents.get(target)}.svc:8080"}`,
      )
      return [
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${id}, namespace: ${parent}}\nspec:\n  selector: {matchLabels: {app: ${id}}}\n  template:\n    metadata: {labels: {app: ${id}}}\n    spec:\n      containers:\n        - name: main\n          image: shop/${id}:1.0\n          env:\n${env.join('\n')}`,
        `apiVersion: v1\nkind: Service\nmetadata: {name: ${id}, namespace: ${parent}}\nspec: {selector: {app: ${id}}, ports: [{port: 8080}]}`,
      ]
    })
    .join('\n---\n')
}

function writeBackstage(graph: GraphDocument): string {
  const targets = targetsOf(graph)
  return graph.nodes
    .map(({ id, kind, parent }) =>
      kind === 'group'
        ? `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: ${id}}\nspec: {owner: shop}`
        : `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: ${id}}\nspec:\n  type: service\n  owner: shop\n  system: ${parent}\n  dependsOn: [${(targets.get(id) ?? []).map((target) => `component:${target}`).join(', ')}]`,
    )
    .join('\n---\n')
}
