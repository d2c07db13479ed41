import { listMetrics } from '@statusgraph/server'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

const introduction = `# Metrics

What \`GET /metrics\` answers, in Prometheus's text format. Labels are bounded: at most 200 graphs are named.
`

/** Every metric of the server, from the definitions that register them. */
export const metricsPage: ReferencePage = {
  file: 'metrics.md',
  write() {
    const rows = listMetrics().map(({ name, type, labels, help }) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(' '),
      help,
    ])
    return `${introduction}\n${writeTable(['Metric', 'Type', 'Labels', 'Meaning'], rows)}\n`
  },
}
