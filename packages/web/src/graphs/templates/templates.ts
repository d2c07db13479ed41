import { dataPipeline } from './data-pipeline.ts'
import { edgeNetwork } from './edge-network.ts'
import type { Template } from './template.ts'
import { webShop } from './web-shop.ts'

/** The drawings to begin with. */
export const templates: readonly Template[] = [webShop, dataPipeline, edgeNetwork]
