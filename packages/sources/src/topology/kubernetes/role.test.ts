import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { listResources } from './resources.ts'

interface Manifest {
  readonly items: readonly {
    readonly kind: string
    readonly rules?: readonly {
      readonly apiGroups: readonly string[]
      readonly resources: readonly string[]
      readonly verbs: readonly string[]
    }[]
  }[]
}

test('the role in the documents gives the rights that are needed, and no other', () => {
  const page = readFileSync(new URL('../../../../../docs/how-to/discover-from-kubernetes.md', import.meta.url), 'utf8')
  const manifest: Manifest = parse(/```yaml kubernetes\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
  const rules = manifest.items.flatMap((item) => item.rules ?? [])
  const given = rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap((group) => resources.map((resource) => `${group} ${resource}`)),
  )
  const { workloads, ...others } = listResources(false)
  const needed = [...workloads, ...Object.values(others)].map(({ api, name }) => {
    const [, group = ''] = /^\/apis\/([^/]+)\//.exec(api) ?? []
    return `${group} ${name}`
  })
  expect(given.toSorted()).toEqual(needed.toSorted())
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['list', 'watch']))
})
