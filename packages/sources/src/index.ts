export * from './source.ts'
export * from './client/options.ts'
export * from './client/secret.ts'
