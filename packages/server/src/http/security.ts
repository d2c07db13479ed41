import type { FastifyRequest } from 'fastify'
import { DomainError } from './domain-error.ts'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** On every response, whatever it is. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a browser send: browsers say where a request comes from, and programs say nothing.
 *
 * @throws DomainError
 */
export function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none'
  const isOwnOrigin = origin === undefined || hostOf(origin) === request.host
  // A browser that names the site is believed; the origin is for browsers that do not.
  if (site === undefined ? isOwnOrigin : isOwnSite) return
  throw new DomainError('request/cross-site', 'The request comes from a page of another site.')
}

/** Whether a method changes something. */
export function isUnsafe(method: string): boolean {
  return !safeMethods.has(method)
}

/**
 * Refuses names that lead a browser here from a page that is not ours (DNS rebinding). A server on loopback knows its
 * names; elsewhere, and behind a proxy, any name may be right.
 *
 * @throws DomainError
 */
export function refuseUnknownHost(request: FastifyRequest, listenHost: string): void {
  const name = request.hostname.toLowerCase()
  if (name === '' || isLoopback(name) || name === listenHost.toLowerCase()) return
  throw new DomainError(
    'request/unknown-host',
    'This server listens on loopback and answers to localhost only. Listen on another address, or list the proxy in server.trusted_proxies.',
  )
}

/** Whether an address or name means this machine only. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare)
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
