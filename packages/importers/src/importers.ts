import { importer as backstage } from './backstage/index.ts'
import { importer as compose } from './compose/index.ts'
import { importer as dot } from './dot/index.ts'
import { importer as d2 } from './d2/index.ts'
import { importer as drawio } from './drawio/index.ts'
import { importer as excalidraw } from './excalidraw/index.ts'
import { importer as kubernetes } from './kubernetes/index.ts'
import { importer as likec4 } from './likec4/index.ts'
import { importer as mermaid } from './mermaid/index.ts'
import { importer as plantuml } from './plantuml/index.ts'
import { importer as statusgraph } from './statusgraph/index.ts'
import { importer as structurizr } from './structurizr/index.ts'
import type { Importer } from './importer.ts'

/** Every format that can be read; a new one is a folder and a line here. */
export const importers: readonly Importer[] = [
  backstage,
  compose,
  dot,
  kubernetes,
  likec4,
  mermaid,
  plantuml,
  statusgraph,
  structurizr,
  d2,
  drawio,
  excalidraw,
]
