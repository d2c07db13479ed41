export * from './problem.ts'
export * from './status.ts'
export * from './inventory.ts'
