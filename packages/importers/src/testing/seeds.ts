import type { ImportFormat } from '../importer.ts'
import { readCorpus } from './manifest.ts'

/** A small good file of each format, for where no corpus is. */
const small: Readonly<Record<ImportFormat, string>> = {
  dot: 'digraph shop {\n  rankdir=LR; node [shape=box]\n  subgraph cluster_a { label="Payments"; checkout [label="<b>", pos="1,2!"]; orders -> checkout:p1:n [label=SQL, dir=both] }\n  a, b -> { c; d } [lhead=cluster_a]\n}\n',
  plantuml:
    '@startuml\n!define T component\n!procedure $p($a, $b="x")\n  T "$a" as $b\n!endprocedure\n$p("Cart", cart)\npackage "Shop" as shop {\n  [Checkout] as checkout <<Go>>\n  database "Orders\\nDB" as db\n}\ncheckout -left-> db : SQL\nnote left of db\n text\nend note\n@enduml\n',
  mermaid:
    '---\ntitle: Shop\n---\nflowchart LR\n  subgraph a["Payments"]\n    checkout("Check <b>out</b>") -->|SQL| db[(Orders)]\n  end\n  x & y --> a -.-> z{{"q"}}:::hot\n  classDef hot fill:#f00\n  click z href "https://example.org"\n',
  d2: 'direction: right\nshop: Shop {\n  checkout: Checkout {shape: hexagon; link: https://example.org}\n  db: |md\n    # Orders\n  | {shape: cylinder}\n  checkout -> db: SQL {style.stroke: red}\n}\nuser -> shop.checkout <- bot\n',
  drawio:
    '<mxfile><diagram name="Page"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/><mxCell id="g" value="Shop" style="swimlane;html=1;" vertex="1" parent="1"><mxGeometry x="10" y="10" width="300" height="200" as="geometry"/></mxCell><UserObject label="Check&lt;br&gt;out" id="c" link="https://example.org"><mxCell style="rounded=1;html=1;" vertex="1" parent="g"><mxGeometry x="20" y="40" width="100" height="60" as="geometry"/></mxCell></UserObject><mxCell id="e" value="SQL" edge="1" source="c" target="g" parent="1"><mxGeometry relative="1" as="geometry"/></mxCell></root></mxGraphModel></diagram></mxfile>\n',
  structurizr:
    'workspace "Shop" "All of it" {\n  !identifiers hierarchical\n  model {\n    user = person "User"\n    shop = softwareSystem "Shop" {\n      web = container "Web" "Sells" "Go"\n      db = container "DB" { tags "Database" }\n    }\n    user -> shop.web "Buys" "HTTPS"\n    shop.web -> shop.db\n  }\n  views {\n    container shop "c" { include * }\n  }\n}\n',
  likec4:
    "specification {\n  element system\n  element service { style { shape storage } }\n}\nmodel {\n  shop = system 'Shop' {\n    web = service 'Web' { technology 'Go'; link https://example.org }\n    db = service 'DB'\n    web -> db 'SQL'\n  }\n}\nviews {\n  view index { include * }\n}\n",
  excalidraw:
    '{"type":"excalidraw","version":2,"elements":[{"id":"a","type":"rectangle","x":0,"y":0,"width":100,"height":60,"groupIds":["g"],"boundElements":[{"id":"t","type":"text"}]},{"id":"t","type":"text","x":10,"y":10,"width":50,"height":20,"text":"Cart","containerId":"a"},{"id":"b","type":"ellipse","x":300,"y":0,"width":100,"height":60},{"id":"e","type":"arrow","x":100,"y":30,"width":200,"height":0,"points":[[0,0],[200,0]],"startBinding":{"elementId":"a"},"endBinding":{"elementId":"b"}}]}\n',
  compose:
    'x-base: &base\n  image: ${REGISTRY:-docker.io}/shop:${TAG}\nservices:\n  shop:\n    <<: *base\n    depends_on: {db: {condition: service_healthy}}\n    environment: [DB_URL=postgres://db:5432/x, "CACHE=cache"]\n    networks: [front]\n  db: {image: postgres:15, ports: ["5432:5432"]}\n  cache: {image: redis}\nnetworks: {front: {}}\n',
  kubernetes:
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop, namespace: web}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: shop\n          image: shop:1\n          env: [{name: CART_ADDR, value: "cart:8080"}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: shop, namespace: web}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: front}\nspec: {rules: [{http: {paths: [{path: /, backend: {service: {name: shop}}}]}}]}\n',
  backstage:
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n  links: [{url: "https://example.org", title: Runbook}]\nspec:\n  type: service\n  system: web\n  dependsOn: ["resource:default/db", component:cart]\n  providesApis: [orders]\n---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: web}\n',
  statusgraph:
    'version: 1\nid: shop\nname: Web shop\nnodes:\n  - {id: web, kind: group}\n  - {id: checkout, parent: web, ports: [{id: p, label: /create}], position: {x: 1, y: 2}}\n  - {id: db, kind: database}\nedges:\n  - {source: checkout, target: db, sourcePort: p, label: SQL}\n',
}

/** Good files of a format: one of our own, and the real ones where the corpus is beside the repository. */
export function seedsOf(format: ImportFormat): readonly string[] {
  return [small[format], ...readCorpus(format).map(({ text }) => text)]
}
