import { defineConfig } from 'vitest/config'

// Tests of the whole process against a real Prometheus and a real Alertmanager.
export default defineConfig({
  test: {
    include: ['e2e/integration/**/*.test.ts'],
    // Waiting for real servers takes as long as they take; a slow machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Every file has servers of its own, and a busy machine makes them late.
    maxWorkers: 2,
  },
})
