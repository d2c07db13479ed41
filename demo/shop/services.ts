/** One service of the shop, and how it behaves on a good day. */
export interface ServiceProfile {
  readonly name: string
  readonly version: string
  /** Median time to answer, ms. */
  readonly latencyMs: number
  /** Share of requests that fail without anything being wrong. */
  readonly errorRatio: number
  /** Which services it calls, and how often per request that it gets itself. */
  readonly calls: Readonly<Record<string, number>>
}

function service(
  name: string,
  version: string,
  latencyMs: number,
  errorRatio: number,
  calls: Readonly<Record<string, number>> = {},
): ServiceProfile {
  return { name, version, latencyMs, errorRatio, calls }
}

/** The web shop: callers stand before whom they call, so that one pass carries the load through it. */
export const services: readonly ServiceProfile[] = [
  service('load-gen.svc', '3.2.0', 4, 0, { 'cdn.eu': 0.5, 'cdn.us': 0.35, 'cdn.sea': 0.15 }),
  service('cdn.eu', '8.2.0', 9, 0.0002, { 'edge.svc': 0.4 }),
  service('cdn.us', '8.2.0', 11, 0.0002, { 'edge.svc': 0.4 }),
  service('cdn.sea', '8.2.0', 19, 0.0004, { 'edge.svc': 0.4 }),
  service('edge.svc', '1.31.2', 14, 0.0005, { 'frontend.svc': 0.95 }),
  service('frontend.svc', '5.9.0', 62, 0.001, {
    'catalog.svc': 1.2,
    'recommend.svc': 0.6,
    'ad.svc': 0.8,
    'cart.svc': 0.4,
    'checkout.svc': 0.12,
    'customer.svc': 0.25,
  }),
  service('recommend.svc', '0.18.4', 95, 0.002, { 'catalog.svc': 0.5 }),
  service('ad.svc', '1.7.1', 28, 0.003),
  service('customer.svc', '1.12.0', 31, 0.0008, { 'checkout.svc': 0.05 }),
  service('checkout.svc', '4.1.3', 120, 0.0008, {
    'cart.svc': 1,
    'payment.svc': 1,
    'orders.svc': 1,
  }),
  service('orders.svc', '2.14.0', 48, 0.0006, { 'payment.svc': 0.2, 'shipping-portal.svc': 0.8, 'email.svc': 1.6 }),
  service('payment.svc', '7.0.2', 180, 0.001, { 'currency.svc': 1.5 }),
  service('catalog.svc', '3.3.9', 22, 0.0004),
  service('cart.svc', '2.5.1', 17, 0.0006, { 'cart-db.svc': 2 }),
  service('cart-db.svc', '7.4.1', 2, 0.0001),
  service('currency.svc', '1.0.6', 8, 0.0003),
  service('email.svc', '0.9.12', 140, 0.002),
  service('shipping-portal.svc', '1.4.4', 75, 0.0012),
]
