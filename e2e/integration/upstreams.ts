import { z } from 'zod'

const alertsSchema = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    fingerprint: z.string(),
    startsAt: z.string(),
    status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
  }),
)
const querySchema = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
})

/** The alerts that a real Alertmanager knows now. */
export async function listAlerts(alertmanagerUrl: string): Promise<z.infer<typeof alertsSchema>> {
  const response = await fetch(`${alertmanagerUrl}/api/v2/alerts`)
  return alertsSchema.parse(await response.json())
}

/** The values of an instant query, as a real Prometheus gives them. */
export async function queryValues(prometheusUrl: string, query: string): Promise<readonly number[]> {
  const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(query)}`)
  return querySchema.parse(await response.json()).data.result.map(({ value }) => Number(value[1]))
}
