import { queue, services } from './services.ts'
import { latencyBucketsSeconds } from './shop.ts'
import type { Counters, Shop } from './shop.ts'

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

/**
 * What the collector of the shop's traces exposes: a service graph, as the OpenTelemetry Collector, Tempo, Alloy and Beyla
 * make it.
 */
export function exposeTraffic(shop: Shop): string {
  const traffic = shop.traffic().map(({ client, server, counters }) => {
    const type =
      server === queue.name || client === queue.name
        ? 'messaging_system'
        : namespaceOf(server) === undefined
          ? 'virtual_node'
          : ''
    const labels = [
      `client="${client}"`,
      `server="${server}"`,
      `client_service_namespace="${namespaceOf(client) ?? ''}"`,
      `server_service_namespace="${namespaceOf(server) ?? ''}"`,
      `connection_type="${type}"`,
    ].join(',')
    return { labels, counters }
  })
  const name = 'traces_service_graph_request'
  return [
    `# HELP ${name}_total Requests between two services.`,
    `# TYPE ${name}_total counter`,
    ...traffic.map(
      ({ labels, counters }) => `${name}_total{${labels}} ${Math.floor(counters.served + counters.failed)}`,
    ),
    `# HELP ${name}_failed_total Failed requests between two services.`,
    `# TYPE ${name}_failed_total counter`,
    ...traffic.map(({ labels, counters }) => `${name}_failed_total{${labels}} ${Math.floor(counters.failed)}`),
    `# HELP ${name}_server_seconds Time to answer, measured by the server.`,
    `# TYPE ${name}_server_seconds histogram`,
    ...traffic.flatMap(({ labels, counters }) => exposeHistogram(`${name}_server_seconds`, labels, counters)),
    '',
  ].join('\n')
}

function exposeHistogram(name: string, labels: string, counters: Counters): readonly string[] {
  const { served, failed, durationSeconds, withinBucket } = counters
  const all = Math.floor(served + failed)
  return [
    ...latencyBucketsSeconds.map(
      (bound, index) => `${name}_bucket{${labels},le="${bound}"} ${Math.floor(withinBucket[index] ?? 0)}`,
    ),
    `${name}_bucket{${labels},le="+Inf"} ${all}`,
    `${name}_sum{${labels}} ${durationSeconds.toFixed(3)}`,
    `${name}_count{${labels}} ${all}`,
  ]
}

function namespaceOf(name: string): string | undefined {
  if (name === queue.name) return queue.namespace
  return services.find((service) => service.name === name)?.namespace
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
