import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'demo/**/*.test.ts', 'scripts/**/*.test.ts'],
    // The colours are checked in the files that hold them.
    css: { include: [/theme\/tokens\.css/, /map\/map\.css/] },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
