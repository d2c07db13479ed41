import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument, NodeStatus, Reason } from '@statusgraph/model'

const port = (id: string, name?: string) => ({ id, label: `/${id}`, ...(name === undefined ? {} : { name }) })

/** A shop in trouble: every kind of node, every lamp and every overlay, to look at. */
export function shopGraph(): GraphDocument {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    name: 'Shop',
    nodes: [
      { id: 'visitor', name: 'Visitors', kind: 'actor', position: { x: 0, y: 248 } },
      { id: 'load-gen', name: 'load-gen.svc', kind: 'function', position: { x: 0, y: 368 } },
      { id: 'cdn', name: 'CDN', kind: 'group' },
      { id: 'cdn.eu', kind: 'external', parent: 'cdn', position: { x: 248, y: 128 } },
      { id: 'cdn.us', kind: 'external', parent: 'cdn', position: { x: 248, y: 208 } },
      { id: 'cdn.sea', kind: 'external', parent: 'cdn', position: { x: 248, y: 288 } },
      { id: 'edge', name: 'edge.svc', kind: 'gateway', namespace: 'ingress', position: { x: 520, y: 208 } },
      { id: 'core', name: 'Checkout funnel', kind: 'group' },
      {
        id: 'frontend',
        name: 'frontend.svc',
        namespace: 'shop',
        parent: 'core',
        position: { x: 824, y: 160 },
        ports: [port('browse', 'HTTP'), port('buy', 'HTTP')],
      },
      {
        id: 'checkout',
        name: 'checkout.svc',
        namespace: 'shop',
        parent: 'core',
        position: { x: 1184, y: 96 },
        ports: [
          port('create', 'gRPC'),
          port('execute', 'gRPC'),
          port('list', 'HTTP · deprecated'),
          port('payment-update', 'PubSub'),
        ],
        labels: { 'k8s.io/app': 'checkout', 'k8s.io/instance': 'default' },
      },
      {
        id: 'cart',
        name: 'cart.svc',
        namespace: 'shop',
        parent: 'core',
        position: { x: 1184, y: 416 },
        ports: [port('items', 'gRPC')],
      },
      { id: 'catalog', name: 'catalog.svc', namespace: 'shop', parent: 'core', position: { x: 824, y: 416 } },
      { id: 'pay', name: 'Payments', kind: 'group' },
      {
        id: 'orders',
        name: 'orders.svc',
        namespace: 'shop',
        position: { x: 1592, y: 40 },
        ports: [port('create', 'gRPC'), port('status', 'gRPC')],
      },
      {
        id: 'payment',
        name: 'payment.svc',
        namespace: 'pay',
        parent: 'pay',
        position: { x: 1600, y: 264 },
        ports: [port('create'), port('execute'), port('status')],
      },
      { id: 'currency', name: 'currency.svc', namespace: 'pay', parent: 'pay', position: { x: 1600, y: 448 } },
      { id: 'rabbit', name: 'RabbitMQ', kind: 'queue', position: { x: 1920, y: 280 } },
      { id: 'cart-db', name: 'cart-db.svc', kind: 'database', namespace: 'shop', position: { x: 1592, y: 560 } },
      { id: 'sessions', name: 'sessions', kind: 'cache', position: { x: 1184, y: 560 } },
      { id: 'images', name: 'images', kind: 'storage', position: { x: 824, y: 560 } },
      { id: 'shipping', name: 'shipping-portal.svc', namespace: 'shop', position: { x: 1920, y: 56 } },
      { id: 'email', name: 'email.svc', kind: 'external', position: { x: 1920, y: 440 } },
      { id: 'customer', name: 'customer.svc', namespace: 'shop', position: { x: 520, y: 416 } },
      { id: 'recommend', name: 'recommend.svc', namespace: 'ml', position: { x: 520, y: 560 } },
      { id: 'ad', name: 'ad.svc', kind: 'hexagon', position: { x: 248, y: 480 } },
      { id: 'gate', name: 'Is it in stock?', kind: 'diamond', position: { x: 1920, y: 560 } },
      { id: 'legacy', name: 'legacy box', kind: 'box', position: { x: 0, y: 488 } },
    ],
    edges: [
      { source: 'visitor', target: 'cdn.eu' },
      { source: 'visitor', target: 'cdn.us' },
      { source: 'visitor', target: 'cdn.sea' },
      { source: 'load-gen', target: 'cdn.sea' },
      { source: 'cdn.eu', target: 'edge' },
      { source: 'cdn.us', target: 'edge' },
      { source: 'cdn.sea', target: 'edge' },
      { source: 'edge', target: 'frontend', targetPort: 'browse', label: 'HTTPS' },
      { source: 'edge', target: 'frontend', targetPort: 'buy' },
      { source: 'frontend', target: 'checkout', targetPort: 'create', label: 'gRPC' },
      { source: 'frontend', target: 'checkout', targetPort: 'execute' },
      { source: 'frontend', target: 'checkout', targetPort: 'list' },
      { source: 'frontend', target: 'catalog' },
      { source: 'frontend', target: 'cart', targetPort: 'items' },
      { source: 'checkout', target: 'orders', targetPort: 'create' },
      { source: 'checkout', target: 'orders', targetPort: 'status' },
      { source: 'checkout', target: 'payment', targetPort: 'create' },
      { source: 'checkout', target: 'payment', targetPort: 'execute' },
      { source: 'checkout', target: 'payment', targetPort: 'status' },
      { source: 'checkout', target: 'cart', targetPort: 'items' },
      { source: 'checkout', target: 'currency' },
      { source: 'payment', target: 'rabbit', label: 'paid' },
      { source: 'rabbit', target: 'checkout', targetPort: 'payment-update' },
      { source: 'rabbit', target: 'email' },
      { source: 'cart', target: 'cart-db' },
      { source: 'cart', target: 'sessions' },
      { source: 'orders', target: 'shipping' },
      { source: 'customer', target: 'frontend', targetPort: 'browse' },
      { source: 'catalog', target: 'images' },
      { source: 'recommend', target: 'catalog' },
      { source: 'ad', target: 'recommend' },
      { source: 'email', target: 'gate' },
      { source: 'cart-db', target: 'cart-db', label: 'vacuum' },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const alert = (lamp: 'critical' | 'warning', title: string, minutes: number): Reason => ({
  kind: 'alert',
  lamp,
  title,
  text: title,
  since: new Date(Date.now() - minutes * 60_000).toISOString(),
  fingerprint: title,
  state: 'active',
  alertLamp: lamp,
  labels: {},
  annotations: {},
  suppressedBy: [],
  via: { source: 'label', key: 'service_id', service: '' },
})

const base: NodeStatus = { lamp: 'ok', overlays: [], reasons: [], metrics: [], counts: { alerts: 0 } }
const reading = (value: number, lamp: 'ok' | 'critical' = 'ok') =>
  [{ name: 'availability', value, unit: '%', at: new Date().toISOString(), lamp }] as const

/** The statuses of the shop; `calm` leaves everything well. */
export function shopStatuses(graph: GraphDocument, isCalm: boolean): Map<string, NodeStatus> {
  const ago = (s: number): string => new Date(Date.now() - s * 1_000).toISOString()
  const map = new Map<string, NodeStatus>()
  for (const node of graph.nodes) {
    const isService = node.kind === 'service' || node.kind === 'gateway'
    map.set(node.id, { ...base, ...(isService ? { version: '1.4.2', metrics: reading(99.9) } : {}) })
  }
  if (isCalm) return map
  const trouble: Record<string, Partial<NodeStatus>> = {
    checkout: {
      lamp: 'critical',
      reasons: [alert('critical', 'service_down', 4)],
      counts: { alerts: 1 },
      metrics: reading(62.4, 'critical'),
    },
    payment: { lamp: 'warning', reasons: [alert('warning', 'slow', 12)], counts: { alerts: 1 } },
    core: { lamp: 'critical', counts: { members: 4, critical: 1 } },
    pay: { lamp: 'warning', counts: { members: 2, warning: 1 } },
    customer: {
      lamp: 'muted',
      counts: { alerts: 1, suppressed: 1 },
      reasons: [
        {
          ...alert('critical', 'x', 3),
          lamp: 'muted',
          kind: 'alert',
          state: 'suppressed',
          suppressedBy: [{ kind: 'silence', id: '1', by: 'kim', until: ago(-3_600) }],
          fingerprint: 'x',
          alertLamp: 'critical',
          labels: {},
          annotations: {},
          via: { source: 'label', key: 'a', service: 'b' },
        },
      ],
    },
    recommend: { lamp: 'unknown', metrics: [] },
    catalog: { overlays: [{ kind: 'stale', since: ago(190), reason: 'x' }] },
    orders: {
      overlays: [
        { kind: 'pending', since: ago(100), until: ago(-80), lamp: 'critical', title: 'OrdersSlow', reason: 'x' },
      ],
    },
    frontend: { overlays: [{ kind: 'impacted', lamp: 'critical', by: ['checkout'], reason: 'x' }] },
    cart: { overlays: [{ kind: 'partial', reason: 'x' }] },
    shipping: {
      lamp: 'critical',
      overlays: [{ kind: 'stale', since: ago(70), reason: 'x' }],
      reasons: [alert('critical', 'down', 9)],
      counts: { alerts: 2 },
    },
    'cart-db': { lamp: 'warning', counts: { alerts: 1 } },
    legacy: { lamp: 'unknown' },
  }
  for (const [id, part] of Object.entries(trouble)) map.set(id, { ...(map.get(id) ?? base), ...part })
  return map
}
