export { readStage } from './original-stage/read-stage.ts'
export type { StageResult } from './original-stage/read-stage.ts'
