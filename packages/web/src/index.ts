/** What others may draw with: the benchmarks show the same map that the page shows. */
export * from './map/index.ts'
export { workbench } from './map/workbench.ts'
