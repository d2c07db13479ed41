import type { Page } from 'playwright-core'
import type { Visitor } from './visitor.ts'

/** A page of the product as somebody sees it, and how to get there. */
export interface Place {
  readonly name: string
  readonly path: string
  /** Waits until what the page is for is on the screen, and opens what must be open. */
  arrive(visitor: Visitor): Promise<void>
}

function heading(name: string): (visitor: Visitor) => Promise<void> {
  return ({ page }) => page.getByRole('heading', { name, exact: true }).first().waitFor()
}

async function pressFor(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

/** Every page, with the shop in trouble: cart-db.svc is down. */
export const places: readonly Place[] = [
  { name: 'the list of graphs', path: '/', arrive: heading('Web shop') },
  { name: 'the map', path: '/graphs/shop', arrive: (visitor) => visitor.see('cart-db', 'critical') },
  {
    name: 'the panel of a node in trouble',
    path: '/graphs/shop?node=cart-db',
    arrive: ({ page }) => page.getByRole('complementary').getByRole('article').first().waitFor(),
  },
  {
    name: 'the panel of a node that is well',
    path: '/graphs/shop?node=catalog',
    arrive: ({ page }) => page.getByRole('figure').first().waitFor(),
  },
  {
    name: 'the map as a list',
    path: '/graphs/shop?view=list',
    arrive: (visitor) => visitor.see('cart-db', 'critical'),
  },
  { name: 'the wall screen', path: '/graphs/shop?kiosk', arrive: (visitor) => visitor.see('cart-db', 'critical') },
  {
    name: 'the map with the palette',
    path: '/graphs/shop',
    async arrive(visitor) {
      await visitor.see('cart-db', 'critical')
      await pressFor(visitor.page, 'Control+k')
    },
  },
  {
    name: 'the map with the shortcuts',
    path: '/graphs/shop',
    async arrive(visitor) {
      await visitor.see('cart-db', 'critical')
      await pressFor(visitor.page, '?')
    },
  },
  {
    name: 'the alerts',
    path: '/alerts',
    arrive: ({ page }) => page.getByRole('listitem').filter({ hasText: 'service_down' }).first().waitFor(),
  },
  {
    name: 'the services',
    path: '/services',
    arrive: ({ page }) => page.getByRole('row').filter({ hasText: 'catalog.svc' }).waitFor(),
  },
  {
    name: 'the upstreams',
    path: '/upstreams',
    arrive: ({ page }) => page.getByRole('heading', { name: 'alertmanager' }).waitFor(),
  },
  { name: 'a graph that is not there', path: '/graphs/nowhere', arrive: heading('There is no such graph') },
  { name: 'a page that is not there', path: '/nowhere', arrive: heading('There is no such page') },
]
