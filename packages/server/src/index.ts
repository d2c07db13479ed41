export * from './config/index.ts'
export { startServer } from './start-server.ts'
export type { RunningServer, ServerOptions } from './start-server.ts'
export type { ReloadResult } from './operations/probes.ts'
