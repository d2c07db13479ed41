import { defineConfig } from 'vitest/config'

// Tests of the page in a real Chromium. They want the page to be built: npm run build.
export default defineConfig({
  test: {
    include: ['e2e/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // A real browser on a machine with other work to do. What is broken fails twice.
    retry: 1,
  },
})
