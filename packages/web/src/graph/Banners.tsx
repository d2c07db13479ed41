import type { WireUpstreamStatus } from '@statusgraph/protocol'
import type { ReactNode } from 'react'
import { formatAge, formatMoment } from '@statusgraph/picture'
import type { LiveView } from '../live/live-graph.ts'
import { Banner } from '../parts/Banner.tsx'
import { ConfigFault } from '../parts/ConfigFault.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import { useNow } from '../parts/use-now.ts'
import { Link } from '../routes/router.tsx'

interface BannersProps {
  readonly view: LiveView
  readonly onRetry: () => void
}

/** What is wrong with the evidence itself: the most important one, and the others below it. */
export function Banners({ view, onRetry }: BannersProps) {
  const upstreams = Object.entries(view.upstreams)
  const failing = upstreams.filter(([, upstream]) => !upstream.ok)
  const warned = upstreams.filter(
    ([, upstream]) => upstream.ok && (upstream.warnings.length > 0 || upstream.error !== undefined),
  )
  return (
    <div className="banners">
      {view.freshness.kind === 'fresh' ? (
        <UpstreamBanners view={view} failing={failing} count={upstreams.length} />
      ) : (
        <LostBanner view={view} onRetry={onRetry} />
      )}
      {warned.map(([name, upstream]) => (
        <Banner key={name} mark="unknown" title={`${name} answers only in part`}>
          <HostileText text={[upstream.error ?? '', ...upstream.warnings].filter((one) => one !== '').join('; ')} />
        </Banner>
      ))}
      <ConfigFault />
    </div>
  )
}

function LostBanner({ view, onRetry }: BannersProps) {
  if (view.freshness.kind === 'fresh') return null
  const { since, reason, kind, needsSignIn } = view.freshness
  return (
    <NoDataBanner
      since={since}
      mark={kind === 'stale' ? 'stale' : 'unknown'}
      action={
        needsSignIn === true ? (
          <button type="button" className="button" onClick={() => globalThis.location.reload()}>
            Reload
          </button>
        ) : (
          <button type="button" className="button" onClick={onRetry}>
            Try now
          </button>
        )
      }
    >
      {capitalise(reason)}.{' '}
      {kind === 'stale'
        ? 'What you see is how it was then; nothing of it is confirmed.'
        : 'That is too long to hold on to: nothing is known any more.'}
    </NoDataBanner>
  )
}

interface NoDataBannerProps {
  readonly since: string | undefined
  readonly mark: 'stale' | 'unknown'
  readonly action: ReactNode
  readonly children: ReactNode
}

/** The loudest thing that can be said of a picture: that it is the past. */
function NoDataBanner({ since, mark, action, children }: NoDataBannerProps) {
  const now = useNow(1000)
  const title =
    since === undefined
      ? 'No data yet'
      : `No data since ${formatMoment(since, now)} (${formatAge((now - Date.parse(since)) / 1000)})`
  return (
    <div className="no-data-banner">
      <Banner mark={mark} title={title} action={action}>
        {children}
      </Banner>
    </div>
  )
}

interface UpstreamBannersProps {
  readonly view: LiveView
  readonly failing: readonly (readonly [string, WireUpstreamStatus])[]
  readonly count: number
}

function UpstreamBanners({ view, failing, count }: UpstreamBannersProps) {
  const now = useNow(10_000)
  if (view.summary === undefined) return null
  if (count === 0) {
    return (
      <Banner mark="unknown" title="No upstream is configured, so every node is unknown">
        Add <code>upstream.alertmanager.url</code> and <code>upstream.prometheus.url</code> to the configuration.
      </Banner>
    )
  }
  if (areAllSilent(Object.values(view.upstreams))) {
    return (
      <NoDataBanner since={lastGoodOf(failing)} mark="stale" action={<DetailsLink />}>
        No upstream answers.{' '}
        {failing.map(([name, { error }]) => (
          <HostileText
            key={name}
            text={error === undefined ? `${name}: no answer. ` : `${name}: ${error.replace(/\.$/, '')}. `}
          />
        ))}
      </NoDataBanner>
    )
  }
  return failing.map(([name, upstream]) => (
    <Banner key={name} mark="stale" title={titleOf(name, upstream, now)} action={<DetailsLink />}>
      {upstream.error !== undefined && <HostileText text={upstream.error} className="mono" />}{' '}
      {upstream.kind === 'alertmanager' && 'Alerts may be missing.'}
    </Banner>
  ))
}

function DetailsLink() {
  return (
    <Link className="button" to="/upstreams">
      Details
    </Link>
  )
}

/** Whether nothing that colours the picture answers; the list of versions colours nothing. */
export function areAllSilent(upstreams: readonly WireUpstreamStatus[]): boolean {
  const colouring = upstreams.filter(({ kind }) => kind !== 'versions')
  return colouring.length > 0 && colouring.every(({ ok }) => !ok)
}

/** The newest good answer of any of them. */
export function lastGoodOf(upstreams: readonly (readonly [string, WireUpstreamStatus])[]): string | undefined {
  return upstreams
    .flatMap(([, { lastGoodAt }]) => lastGoodAt ?? [])
    .toSorted()
    .at(-1)
}

function titleOf(name: string, upstream: WireUpstreamStatus, nowMs: number): string {
  return upstream.lastGoodAt === undefined
    ? `${name} has never answered`
    : `${name} does not answer; last good answer at ${formatMoment(upstream.lastGoodAt, nowMs)}`
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
