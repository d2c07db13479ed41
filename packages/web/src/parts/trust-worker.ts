interface UrlPolicy {
  createScriptURL(url: string): string
}

const policies = new Map<string, UrlPolicy>()

/**
 * With `require-trusted-types-for 'script'` a worker's address has to come from a policy. Each of our workers has one of
 * its own, and it lets exactly the address of that worker through.
 */
export function trustWorkerUrl(policyName: string, url: string): string {
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes')
  if (!isPolicyFactory(factory)) return url
  let policy = policies.get(policyName)
  if (policy === undefined) {
    policy = factory.createPolicy(policyName, {
      createScriptURL(asked) {
        if (asked !== url) throw new TypeError(`not a worker of this page: ${asked}`)
        return asked
      },
    })
    policies.set(policyName, policy)
  }
  return policy.createScriptURL(url)
}

function isPolicyFactory(value: unknown): value is { createPolicy(name: string, rules: UrlPolicy): UrlPolicy } {
  return typeof value === 'object' && value !== null && 'createPolicy' in value
}
