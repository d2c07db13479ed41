import { at, makeTemplate } from './template.ts'

/** From the customers at the left to the databases at the right; what happens after an order stands below. */
export const webShop = makeTemplate('web-shop', 'Web shop', 'A storefront, its checkout, and what follows an order', {
  nodes: [
    { id: 'customers', kind: 'actor', position: at(0, 3) },
    { id: 'edge', kind: 'gateway', position: at(1, 3) },
    { id: 'frontend', position: at(2, 3) },

    { id: 'catalogue', name: 'Catalogue', kind: 'group' },
    { id: 'catalog', parent: 'catalogue', position: at(3, 0) },
    { id: 'catalog-db', kind: 'database', parent: 'catalogue', position: at(4, 0) },
    { id: 'search', parent: 'catalogue', position: at(3, 1) },
    { id: 'search-index', kind: 'storage', parent: 'catalogue', position: at(4, 1) },

    { id: 'buying', name: 'Checkout', kind: 'group' },
    { id: 'cart', parent: 'buying', position: at(3, 2.5) },
    { id: 'cart-cache', kind: 'cache', parent: 'buying', position: at(4, 2.5) },
    { id: 'checkout', parent: 'buying', position: at(3, 3.5) },
    { id: 'payments', parent: 'buying', position: at(4, 3.5) },
    { id: 'orders', parent: 'buying', position: at(3, 4.5) },
    { id: 'orders-db', kind: 'database', parent: 'buying', position: at(4, 4.5) },
    { id: 'payment-provider', kind: 'external', position: at(5.25, 3.5) },

    { id: 'fulfilment', name: 'Fulfilment', kind: 'group' },
    { id: 'order-events', kind: 'queue', parent: 'fulfilment', position: at(3, 6.5) },
    { id: 'shipping', parent: 'fulfilment', position: at(4, 6) },
    { id: 'email', kind: 'function', parent: 'fulfilment', position: at(4, 7) },
  ],
  edges: [
    { source: 'customers', target: 'edge', label: 'HTTPS' },
    { source: 'edge', target: 'frontend' },
    { source: 'frontend', target: 'catalog' },
    { source: 'frontend', target: 'search' },
    { source: 'frontend', target: 'cart' },
    { source: 'frontend', target: 'checkout' },
    { source: 'catalog', target: 'catalog-db' },
    { source: 'search', target: 'search-index' },
    { source: 'cart', target: 'cart-cache' },
    { source: 'checkout', target: 'payments' },
    { source: 'payments', target: 'payment-provider' },
    { source: 'checkout', target: 'orders' },
    { source: 'orders', target: 'orders-db' },
    { source: 'orders', target: 'order-events' },
    { source: 'order-events', target: 'shipping' },
    { source: 'order-events', target: 'email' },
  ],
})
