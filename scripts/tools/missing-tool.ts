/** A program that is neither there nor can be fetched; the message says what a person can do about it. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError'

  constructor(packageName: string, reason: string, options?: ErrorOptions) {
    super(`${packageName} is missing: ${reason}\n${advise(packageName)}`, options)
  }
}

function advise(packageName: string): string {
  if (packageName === 'chromium') return 'Install Chromium, and have it on the PATH as "chromium".'
  return [
    'Install Prometheus (2.42 or later) and Alertmanager (0.25 or later), and have "prometheus", "promtool",',
    '"alertmanager" and "amtool" on the PATH; or start the demo in containers: docker compose -f demo/compose.yaml up',
  ].join('\n')
}
