import { alertOf, at, instanceOf, isoAt, ruleOf, Story } from './world-builder.ts'

/** What can happen to the shop and to those who watch it. */
export const mishaps = [
  'service goes down',
  'service comes up',
  'Prometheus dies',
  'Prometheus starts',
  'Alertmanager dies',
  'Alertmanager starts',
  'rule is deleted',
  'rule is restored',
  'rule breaks',
  'rule is mended',
  'answers of the Alertmanager are lost',
  'answers of the Alertmanager arrive',
  'answers of the Prometheus are lost',
  'answers of the Prometheus arrive',
  'the rules route is refused',
  'the rules route arrives',
] as const
export type Mishap = (typeof mishaps)[number]

const endsAfterSeconds = 240
const resendSeconds = 60
const evaluationSeconds = 5

/**
 * One service, one Prometheus, one Alertmanager, second by second, behaving as the real ones do: alerts are resent every
 * minute and live four; a restarted Alertmanager knows nothing; a deleted or broken rule resolves nothing.
 */
export class Simulation {
  story = Story.begin()
  seconds = 0
  /** When somebody who was listened to last had reason to say that nothing is wrong; -1: never. */
  lastGoodSecond = -1

  #isDown = false
  #isPrometheusUp = true
  #hasRule = true
  #isRuleBroken = false
  #isFiring = false
  /** Fired, told to the Alertmanager or to us, and not taken back by any evaluation since. */
  #isBad = false
  #lastSentSecond = -Infinity
  #mustResolve = false
  #isAlertmanagerUp = true
  #alertmanagerStartedSecond = -100_000
  #alertEndsSecond = -Infinity
  #losesAlertmanager = false
  #losesPrometheus = false
  #losesRules = false

  happen(mishap: Mishap): void {
    switch (mishap) {
      case 'service goes down':
      case 'service comes up':
        this.#isDown = mishap === 'service goes down'
        return
      case 'Prometheus dies':
        this.#isPrometheusUp = false
        this.#isFiring = false
        this.#mustResolve = false
        return
      case 'Prometheus starts':
        this.#isPrometheusUp = true
        return
      case 'Alertmanager dies':
        this.#isAlertmanagerUp = false
        return
      case 'Alertmanager starts':
        if (this.#isAlertmanagerUp) return
        this.#isAlertmanagerUp = true
        this.#alertmanagerStartedSecond = this.seconds
        this.#alertEndsSecond = -Infinity
        return
      case 'rule is deleted':
        this.#hasRule = false
        this.#isFiring = false
        this.#mustResolve = false
        return
      case 'rule is restored':
        this.#hasRule = true
        return
      case 'rule breaks':
      case 'rule is mended':
        this.#isRuleBroken = mishap === 'rule breaks'
        return
      case 'answers of the Alertmanager are lost':
      case 'answers of the Alertmanager arrive':
        this.#losesAlertmanager = mishap === 'answers of the Alertmanager are lost'
        return
      case 'answers of the Prometheus are lost':
      case 'answers of the Prometheus arrive':
        this.#losesPrometheus = mishap === 'answers of the Prometheus are lost'
        return
      case 'the rules route is refused':
      case 'the rules route arrives':
        this.#losesRules = mishap === 'the rules route is refused'
    }
  }

  /** Lets one second pass. */
  tick(wantsConfirmation: (story: Story) => boolean): void {
    this.seconds++
    if (this.seconds % evaluationSeconds === 0) this.#evaluate()
    if (!this.#isBad) this.lastGoodSecond = this.seconds
    if (this.seconds % 5 === 0) this.#pollAlertmanager()
    if (this.seconds % 15 === 0 || wantsConfirmation(this.story)) this.#pollPrometheus()
  }

  #evaluate(): void {
    if (!this.#isPrometheusUp || !this.#hasRule || this.#isRuleBroken) return
    if (this.#isDown) {
      if (!this.#isFiring) this.#lastSentSecond = -Infinity
      this.#isFiring = true
    } else {
      this.#mustResolve ||= this.#isFiring
      this.#isFiring = false
      this.#isBad = false
    }
    if (!this.#isAlertmanagerUp) return
    if (this.#isFiring && this.seconds - this.#lastSentSecond >= resendSeconds) {
      this.#isBad = true
      this.#lastSentSecond = this.seconds
      this.#alertEndsSecond = this.seconds + endsAfterSeconds
    }
    if (this.#mustResolve && !this.#isFiring) {
      this.#mustResolve = false
      this.#alertEndsSecond = this.seconds
    }
  }

  #pollAlertmanager(): void {
    if (!this.#isAlertmanagerUp || this.#losesAlertmanager) {
      this.story = this.story.fails(this.seconds)
      return
    }
    const isListed = this.#alertEndsSecond > this.seconds
    const alerts = isListed ? [alertOf({ endsAt: isoAt(this.#alertEndsSecond) })] : []
    this.story = this.story.alerts(this.seconds, alerts, { upFor: this.seconds - this.#alertmanagerStartedSecond })
  }

  #pollPrometheus(): void {
    if (!this.#isPrometheusUp || this.#losesPrometheus) {
      this.story = this.story.fails(this.seconds, { kind: 'presence' }).fails(this.seconds, { kind: 'rules' })
      return
    }
    const rule = ruleOf({
      health: this.#isRuleBroken ? 'err' : 'ok',
      lastEvaluation: at(this.seconds).wallMs.toString(),
      alerts: this.#isFiring ? [instanceOf('firing')] : [],
    })
    const seen = this.story.presence(this.seconds)
    if (!this.#losesRules && this.#isFiring) this.#isBad = true
    this.story = this.#losesRules
      ? seen.fails(this.seconds, { kind: 'rules' })
      : seen.rules(this.seconds, this.#hasRule ? [rule] : [])
  }
}
