export { run } from './run.ts'
export { buildProgram } from './program.ts'
export { version } from './version.ts'
export type { Terminal } from './terminal.ts'
