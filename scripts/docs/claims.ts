import { configSchema, listKeys } from '@statusgraph/server'
import type { KeyInfo } from '@statusgraph/server'
import type { Page } from './pages.ts'

/** One kind of thing that pages say exists, and what there is of it, which the reference pages list. */
export interface ClaimKind {
  readonly name: string
  readonly find: (page: Page) => readonly string[]
  readonly isKnown: (claim: string) => boolean
}

/** @param reference the generated pages, which a test of their own keeps equal to the code */
export function claimKinds(reference: readonly Page[]): readonly ClaimKind[] {
  const keys = new Set(pathsOf(listKeys(configSchema)))
  const listed = (pattern: RegExp) => new Set(reference.flatMap(({ spans }) => findAll(spans, pattern)))
  // The help of a command names its variables among words.
  const variables = new Set(
    findAll(
      reference.map(({ text }) => text),
      /\bSTATUSGRAPH_[A-Z_]+\b/g,
    ),
  )
  const metrics = listed(/^statusgraph_[a-z_]+$/g)
  const routes = [...listed(/^(?:GET|POST|PUT|DELETE) \/.*$/g)]
  const commands = listed(/^statusgraph ([a-z]+)$/g).add('server')
  const flags = listed(/--[a-z][a-z-]*/g)
  return [
    { name: 'configuration key', find: findKeys, isKnown: (key) => keys.has(key) },
    {
      name: 'metric',
      find: (page) => findAll(codeOf(page), /\bstatusgraph_[a-z_]+\b/g),
      isKnown: (metric) => metrics.has(metric) || metrics.has(metric.replace(/_(?:bucket|sum|count)$/, '')),
    },
    {
      name: 'environment variable',
      find: (page) => findAll(codeOf(page), /\bSTATUSGRAPH_(?!DEMO)[A-Z_]+\b/g),
      isKnown: (variable) => variables.has(variable),
    },
    { name: 'route', find: findRoutes, isKnown: (claim) => routes.some((route) => isSameRoute(route, claim)) },
    { name: 'command', find: findCommands, isKnown: (command) => commands.has(command) },
    { name: 'flag', find: findFlags, isKnown: (flag) => flags.has(flag) },
  ]
}

function findAll(texts: readonly string[], pattern: RegExp): readonly string[] {
  return texts.flatMap((text) =>
    text
      .matchAll(pattern)
      .map(([whole, first]) => first ?? whole)
      .toArray(),
  )
}

function codeOf({ spans, blocks }: Page): readonly string[] {
  return [...spans, ...blocks.map(({ text }) => text)]
}

function pathsOf(keys: readonly KeyInfo[], before = ''): readonly string[] {
  return keys.flatMap(({ name, keys: inner }) => [`${before}${name}`, ...pathsOf(inner, `${before}${name}.`)])
}

/** Whole paths, such as `mapping.alerts.hold`. */
const findKeys = ({ spans }: Page) => findAll(spans, /^(?:upstream|mapping|server|sources)(?:\.[a-z_0-9]+)+$/g)

/**
 * Addresses of our own server: in a line, or called by curl in a block. The shop and Alertmanager have other ports, and
 * Alertmanager's API is named without a method.
 */
function findRoutes({ spans, blocks }: Page): readonly string[] {
  const lines = blocks.flatMap(({ kind, text }) => (kind === 'sh' ? text.split('\n') : []))
  return [
    ...findAll(spans, /^((?:GET|POST|PUT|DELETE) \/[^ ?]*)/g),
    ...findAll(spans, /^(\/(?:api\/v1|-|metrics)(?:\/[^ ?]*)?)/g),
    ...findAll(lines, /127\.0\.0\.1:800\d(\/(?:api|-|metrics)[^ ?'"]*)/g),
  ]
}

/** Whether a claim, with or without a method, means this route; a parameter of the route stands for any segment. */
function isSameRoute(route: string, claim: string): boolean {
  const [path = '', method] = claim.split(' ').toReversed()
  const [knownPath = '', knownMethod] = route.split(' ').toReversed()
  const [known, claimed] = [knownPath.split('/'), path.split('/')]
  return (
    (method === undefined || method === knownMethod) &&
    known.length === claimed.length &&
    known.every((segment, at) => segment === claimed[at] || (segment.startsWith('{') && claimed[at] !== ''))
  )
}

/** Lines that call the command: at their beginning, by a path, or behind the `=` of a unit. */
function callsIn(page: Page): readonly string[] {
  const lines = codeOf(page).flatMap((text) => text.split('\n'))
  return findAll(lines, /(?:^|[=/])statusgraph ([a-z]+\b.*)$/g)
}

const findCommands = (page: Page) => findAll(callsIn(page), /^[a-z]+/g)

const findFlags = (page: Page) => findAll(callsIn(page), / (--[a-z][a-z-]*)/g)
