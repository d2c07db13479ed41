import type { AlertingRule } from '../evidence.ts'

/** A Prometheus finds its targets a few seconds after its start, and begins to scrape them then. */
const firstTargetsMs = 10_000

/**
 * Whether a rule has had data to look at. A Prometheus that has just started evaluates its rules before the first
 * scrape: a rule that finds nothing then is healthy, and says nothing about anybody's health. Scrapes are taken to be
 * as frequent as evaluations.
 */
export function isSeasoned({ intervalSeconds = 60 }: AlertingRule, upForMs: number | undefined): boolean {
  return upForMs === undefined || upForMs >= firstTargetsMs + 2_000 * intervalSeconds
}
