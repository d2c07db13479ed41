import { latencyBucketsSeconds } from './shop.ts'
import type { Shop } from './shop.ts'

/** What Prometheus reads from one service's metrics endpoint; undefined for a service that the shop does not have. */
export function exposeService(shop: Shop, service: string): string | undefined {
  const counters = shop.countersOf(service)
  if (counters === undefined) return undefined
  const { served, failed, durationSeconds, withinBucket } = counters
  return [
    '# HELP http_requests_total Requests answered, by status code.',
    '# TYPE http_requests_total counter',
    `http_requests_total{code="200"} ${Math.floor(served)}`,
    `http_requests_total{code="500"} ${Math.floor(failed)}`,
    '# HELP http_request_duration_seconds Time to answer a request.',
    '# TYPE http_request_duration_seconds histogram',
    ...latencyBucketsSeconds.map(
      (bound, index) => `http_request_duration_seconds_bucket{le="${bound}"} ${Math.floor(withinBucket[index] ?? 0)}`,
    ),
    `http_request_duration_seconds_bucket{le="+Inf"} ${Math.floor(served + failed)}`,
    `http_request_duration_seconds_sum ${durationSeconds.toFixed(3)}`,
    `http_request_duration_seconds_count ${Math.floor(served + failed)}`,
    ...exposeFacts(shop, service),
    '',
  ].join('\n')
}

function exposeFacts(shop: Shop, service: string): readonly string[] {
  if (service === 'payment.svc') {
    return [
      '# HELP payment_provider_latency_seconds How long the payment provider took to answer its last probe.',
      '# TYPE payment_provider_latency_seconds gauge',
      `payment_provider_latency_seconds ${shop.facts.paymentProviderLatencySeconds}`,
    ]
  }
  if (service === 'email.svc') {
    return [
      '# HELP mails_waiting Mails that were not sent yet.',
      '# TYPE mails_waiting gauge',
      `mails_waiting ${shop.facts.mailsWaiting}`,
    ]
  }
  if (service === 'currency.svc') {
    return [
      '# HELP exchange_rate_age_seconds Age of the newest exchange rate.',
      '# TYPE exchange_rate_age_seconds gauge',
      'exchange_rate_age_seconds 42',
      '# HELP exchange_rate_provider_info Where exchange rates come from.',
      '# TYPE exchange_rate_provider_info gauge',
      ...shop.facts.exchangeRateProviders.map((provider) => `exchange_rate_provider_info{provider="${provider}"} 1`),
    ]
  }
  return []
}
