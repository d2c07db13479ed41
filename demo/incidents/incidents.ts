import type { Shop } from '../shop/shop.ts'
import type { Silences } from './silences.ts'

/** What an incident may touch. */
export interface IncidentStage {
  readonly shop: Shop
  readonly silences: Silences
}

/** Something that goes wrong in the shop, by name, with how it starts and how it ends. */
export interface Incident {
  readonly name: string
  /** What a person sees on the map. */
  readonly shows: string
  start(stage: IncidentStage): void | Promise<void>
  stop(stage: IncidentStage): void | Promise<void>
}

export const incidents: readonly Incident[] = [
  {
    name: 'recommend-slow',
    shows: 'a warning: recommend.svc answers slowly',
    start: ({ shop }) => shop.trouble('recommend.svc', { slowedByMs: 900 }),
    stop: ({ shop }) => shop.heal('recommend.svc'),
  },
  {
    name: 'cart-db-down',
    shows: 'pending, then critical: cart-db.svc is down; cart.svc and checkout.svc are impacted',
    start: ({ shop }) => shop.trouble('cart-db.svc', { down: true }),
    stop: ({ shop }) => shop.heal('cart-db.svc'),
  },
  {
    name: 'payment-provider-slow',
    shows: 'one alert that names two services: payment.svc and checkout.svc are critical',
    start: ({ shop }) => {
      shop.facts.paymentProviderLatencySeconds = 8.5
    },
    stop: ({ shop }) => {
      shop.facts.paymentProviderLatencySeconds = 0.2
    },
  },
  {
    name: 'email-stuck',
    shows: 'critical: email.svc cannot get rid of its mails',
    start: ({ shop }) => {
      shop.facts.mailsWaiting = 4_200
    },
    stop: ({ shop }) => {
      shop.facts.mailsWaiting = 12
    },
  },
  {
    name: 'email-silenced',
    shows: 'muted: somebody silences what email.svc says',
    start: ({ silences }) =>
      silences.silence('email.svc', {
        createdBy: 'on-call',
        comment: 'The mail provider works on it; the mails are kept and will be sent.',
      }),
    stop: ({ silences }) => silences.expire('email.svc'),
  },
  {
    name: 'edge-errors',
    shows: 'an inhibition: edge.svc is critical, so the warnings of the cdn are muted',
    start: ({ shop }) => {
      // Clearly past the bounds of an edge: what lies on one blinks between two colours.
      shop.trouble('edge.svc', { failingRatio: 0.3 })
      for (const cdn of cdns) shop.trouble(cdn, { slowedByMs: 1_200 })
    },
    stop: ({ shop }) => {
      shop.heal('edge.svc')
      for (const cdn of cdns) shop.heal(cdn)
    },
  },
  {
    name: 'ad-gone',
    shows: 'unknown: ad.svc is no longer deployed, its series end',
    start: ({ shop }) => shop.trouble('ad.svc', { gone: true }),
    stop: ({ shop }) => shop.heal('ad.svc'),
  },
  {
    name: 'exchange-rule-broken',
    shows: 'a rule of currency.svc that can no longer be evaluated',
    start: ({ shop }) => {
      shop.facts.exchangeRateProviders = ['ecb', 'snb']
    },
    stop: ({ shop }) => {
      shop.facts.exchangeRateProviders = ['ecb']
    },
  },
]

const cdns = ['cdn.eu', 'cdn.us', 'cdn.sea']
