/** One service of the shop, and how it behaves on a good day. */
export interface ServiceProfile {
  readonly name: string
  readonly version: string
  /** Where it is deployed; what traces call `service.namespace`. */
  readonly namespace: string
  /** Median time to answer, ms. */
  readonly latencyMs: number
  /** Share of requests that fail without anything being wrong. */
  readonly errorRatio: number
  /** Which services it calls, and how often per request that it gets itself. */
  readonly calls: Readonly<Record<string, number>>
}

function service(
  [namespace, name]: readonly [string, string],
  version: string,
  latencyMs: number,
  errorRatio: number,
  calls: Readonly<Record<string, number>> = {},
): ServiceProfile {
  return { name, namespace, version, latencyMs, errorRatio, calls }
}

/** The web shop: callers stand before whom they call, so that one pass carries the load through it. */
export const services: readonly ServiceProfile[] = [
  service(['', 'load-gen.svc'], '3.2.0', 4, 0, { 'cdn.eu': 0.5, 'cdn.us': 0.35, 'cdn.sea': 0.15 }),
  service(['fra', 'cdn.eu'], '8.2.0', 9, 0.0002, { 'edge.svc': 0.4 }),
  service(['iad', 'cdn.us'], '8.2.0', 11, 0.0002, { 'edge.svc': 0.4 }),
  service(['sin', 'cdn.sea'], '8.2.0', 19, 0.0004, { 'edge.svc': 0.4 }),
  service(['ingress', 'edge.svc'], '1.31.2', 14, 0.0005, { 'frontend.svc': 0.95 }),
  service(['web', 'frontend.svc'], '5.9.0', 62, 0.001, {
    'catalog.svc': 1.2,
    'recommend.svc': 0.6,
    'ad.svc': 0.8,
    'cart.svc': 0.4,
    'checkout.svc': 0.12,
    'customer.svc': 0.25,
  }),
  service(['browsing', 'recommend.svc'], '0.18.4', 95, 0.002, { 'catalog.svc': 0.5 }),
  service(['marketing', 'ad.svc'], '1.7.1', 28, 0.003),
  // Nobody has called the deprecated list since the last release: the drawing shows it, reality does not.
  service(['accounts', 'customer.svc'], '1.12.0', 31, 0.0008, { 'checkout.svc': 0 }),
  service(['shop', 'checkout.svc'], '4.1.3', 120, 0.0008, {
    'cart.svc': 1,
    'payment.svc': 1,
    'orders.svc': 1,
    // Bought last week, and drawn by nobody yet.
    'fraud-check.example.com': 1,
  }),
  service(['shop', 'orders.svc'], '2.14.0', 48, 0.0006, {
    'payment.svc': 0.2,
    'shipping-portal.svc': 0.8,
    'email.svc': 1.6,
  }),
  service(['payments', 'payment.svc'], '7.0.2', 180, 0.001, { 'currency.svc': 1.5 }),
  service(['browsing', 'catalog.svc'], '3.3.9', 22, 0.0004),
  service(['shop', 'cart.svc'], '2.5.1', 17, 0.0006, { 'cart-db.svc': 2 }),
  service(['redis', 'cart-db.svc'], '7.4.1', 2, 0.0001),
  service(['payments', 'currency.svc'], '1.0.6', 8, 0.0003),
  service(['mail provider', 'email.svc'], '0.9.12', 140, 0.002),
  service(['parcel service', 'shipping-portal.svc'], '1.4.4', 75, 0.0012),
]

/** What one service tells others through a queue: whom it reaches is called through it. */
export const queue = { name: 'order-events', namespace: 'rabbitmq', from: 'orders.svc' }
export const behindQueue: readonly string[] = ['email.svc', 'shipping-portal.svc']
