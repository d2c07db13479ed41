export { scoreCorpus } from './corpus.ts'
export type { CorpusScore, FileScore } from './corpus.ts'
export { precisionOf, recallOf } from './score.ts'
export type { Tally } from './score.ts'
