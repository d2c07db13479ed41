import type { UpstreamConfig } from '../source.ts'

/** The URL of an upstream that has no members. */
export function onlyUrl(config: UpstreamConfig): string {
  const [url] = config.urls
  if (url === undefined) throw new Error(`upstream ${config.name} has no URL`)
  return url
}
