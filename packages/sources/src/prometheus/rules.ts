import type { AlertingRule } from '@statusgraph/model'
import { UpstreamError } from '../client/failure.ts'
import type { Finding } from '../poller/polling.ts'
import { isRecord, labelsOf, listOf, optionalText, recordOf, textOf } from '../reading/shape.ts'
import type { PrometheusApi, Said } from './api.ts'

type RuleAlert = AlertingRule['alerts'][number]

/** Prometheus's zero time: not evaluated yet. */
const never = '0001-01-01T00:00:00Z'
const mostPages = 1_000

/** Every alerting rule with the alerts it holds, page after page where the upstream answers in pages. */
export function askRules(api: PrometheusApi) {
  return async (signal: AbortSignal): Promise<Finding> => {
    const rules: AlertingRule[] = []
    const warnings: string[] = []
    const parameters = new URLSearchParams({ type: 'alert' })
    for (let page = 0; page < mostPages; page += 1) {
      const said = await askPage(api, parameters, signal)
      const { groups: told } = said.data
      // Backends written in Go may say null for an empty list.
      const groups = told === null ? [] : listOf(told, 'its groups')
      rules.push(...groups.flatMap(readGroup))
      warnings.push(...said.warnings)
      // The second name is what Prometheus 3.0 really sends.
      const token = optionalText(said.data['groupNextToken']) ?? optionalText(said.data['groupNextToken:omitempty'])
      if (token === undefined) {
        const upForMs = await api.upForMs(signal, 'rules')
        const up = upForMs === undefined ? {} : { upForMs }
        return { kind: 'rules', facet: { kind: 'rules' }, rules, warnings: [...new Set(warnings)], ...up }
      }
      // A token is only taken together with a limit.
      parameters.set('group_limit', String(Math.max(groups.length, 1)))
      parameters.set('group_next_token', token)
    }
    throw new UpstreamError('too-large', `The rules come in more than ${mostPages} pages.`)
  }
}

async function askPage(api: PrometheusApi, parameters: URLSearchParams, signal: AbortSignal): Promise<Said> {
  try {
    return await api.get({ facet: 'rules', path: '/api/v1/rules', parameters, signal })
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.status !== 404) throw error
    throw error.saying('It has no rules API (404): pending alerts and rule health cannot be shown.')
  }
}

function readGroup(entry: unknown): readonly AlertingRule[] {
  const group = recordOf(entry, 'a rule group')
  const name = textOf(group['name'], 'the name of a rule group')
  const { interval } = group
  const every = typeof interval === 'number' && interval > 0 ? { intervalSeconds: interval } : {}
  return listOf(group['rules'] ?? [], 'the rules of a group').flatMap((rule) => {
    const read = recordOf(rule, 'a rule')
    // Backends that do not know the `type` parameter send recording rules too.
    return read['type'] === 'recording' ? [] : [{ ...readRule(name, read), ...every }]
  })
}

function readRule(group: string, rule: Readonly<Record<string, unknown>>): AlertingRule {
  const { duration, health } = rule
  const lastError = optionalText(rule['lastError'])
  return {
    group,
    name: textOf(rule['name'], 'the name of a rule'),
    query: optionalText(rule['query']) ?? '',
    labels: labelsOf(rule['labels'], 'the labels of a rule'),
    annotations: labelsOf(rule['annotations'], 'the annotations of a rule'),
    forSeconds: typeof duration === 'number' && Number.isFinite(duration) ? duration : 0,
    health: health === 'ok' || health === 'err' ? health : 'unknown',
    ...(lastError === undefined ? {} : { lastError }),
    lastEvaluation: optionalText(rule['lastEvaluation']) ?? never,
    alerts: listOf(rule['alerts'] ?? [], 'the alerts of a rule').flatMap(readRuleAlert),
  }
}

function readRuleAlert(entry: unknown): readonly RuleAlert[] {
  if (!isRecord(entry)) return []
  const { state } = entry
  if (state !== 'pending' && state !== 'firing') return []
  return [
    {
      labels: labelsOf(entry['labels'], 'the labels of an alert'),
      annotations: labelsOf(entry['annotations'], 'the annotations of an alert'),
      state,
      activeAt: optionalText(entry['activeAt']) ?? never,
      value: optionalText(entry['value']) ?? '',
    },
  ]
}
