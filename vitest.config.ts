import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'demo/**/*.test.ts', 'scripts/**/*.test.ts'],
    // The contrast of the colours is checked in the file that holds them.
    css: { include: [/theme\/tokens\.css/] },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
