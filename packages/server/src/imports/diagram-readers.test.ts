import { deflateRawSync } from 'node:zlib'
import { importFormats } from '@statusgraph/importers'
import type { DiagramResult, ImportFormat } from '@statusgraph/importers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DiagramReaders } from './diagram-readers.ts'

const timeout = 120_000

function asked(text: string | Uint8Array, format?: ImportFormat, name?: string) {
  return { files: [{ bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text, name }], format }
}

function errorOf(result: DiagramResult): string {
  return result.diagnostics.find(({ kind }) => kind === 'error')?.message ?? ''
}

describe('a reader with a defect', () => {
  const thread = new URL('./testing/broken-thread.ts', import.meta.url)
  let readers = new DiagramReaders()
  afterEach(async () => {
    await readers.stop()
  })

  test.each([
    ['loops', /^The file was given up after 0\.5 s/],
    ['grows', /^The file was given up because it takes more than 64 MB of memory/],
    ['throws', /^The file broke the thread that read it: a mistake/],
    ['rejects', /^The file broke the thread that read it: a late mistake/],
    ['leaves', /^The file broke the thread that read it: it ended/],
  ])('that %s costs nobody but the file, and the next file is read', { timeout }, async (defect, message) => {
    // A thread that grows needs some time until it has grown.
    const timeoutMs = defect === 'loops' ? 500 : 60_000
    readers = new DiagramReaders({ threads: 1, timeoutMs, memoryMb: 64, thread })
    expect(errorOf(await readers.read(asked(defect)))).toMatch(message)
    expect(errorOf(await readers.read(asked('the next')))).toBe('read the next')
  })

  test('holds up those who wait no longer than itself', { timeout }, async () => {
    readers = new DiagramReaders({ threads: 1, waiting: 1, timeoutMs: 500, thread })
    const [slow, waiting] = [readers.read(asked('loops')), readers.read(asked('b'))]
    expect(readers.isFull).toBe(true)
    expect((await Promise.all([slow, waiting])).map(errorOf)).toEqual([expect.stringContaining('given up'), 'read b'])
    expect(readers.isFull).toBe(false)
  })
})

describe('a hostile file', () => {
  const readers = new DiagramReaders({ threads: 2 })
  beforeAll(async () => {
    // The first file waits for all parsers to be loaded.
    await readers.read(asked('digraph {}'))
  }, timeout)
  afterAll(async () => {
    await readers.stop()
  })

  const megabytes = 8 * 1024 * 1024
  const files: readonly (readonly [string, ImportFormat, string])[] = [
    ['of entities that multiply', 'drawio', entityBomb()],
    ['of aliases that multiply', 'compose', aliasBomb()],
    ['of aliases that multiply, in a manifest', 'kubernetes', `apiVersion: v1\nkind: Service\n${aliasBomb()}`],
    ['that inflates to a gigabyte', 'drawio', `<mxfile><diagram>${deflateBomb()}</diagram></mxfile>`],
    ['nested deeper than any stack', 'drawio', `<mxfile>${'<a>'.repeat(200_000)}`],
    ['nested deeper than any stack', 'dot', `digraph {${'subgraph cluster_a {'.repeat(200_000)}`],
    ['nested deeper than any stack', 'plantuml', `@startuml\n${'package a {\n'.repeat(100_000)}@enduml`],
    ['nested deeper than any stack', 'mermaid', `flowchart LR\n${'subgraph a\n'.repeat(100_000)}`],
    ['nested deeper than any stack', 'compose', `services: ${'['.repeat(500_000)}`],
    ['nested deeper than any stack', 'statusgraph', `{"nodes":${'['.repeat(500_000)}`],
    ['nested deeper than any stack', 'excalidraw', `{"elements":${'['.repeat(500_000)}`],
    ['nested deeper than any stack', 'structurizr', `workspace {\n${'group "a" {\n'.repeat(100_000)}`],
    ['nested deeper than any stack', 'likec4', `model {\n${'a = b {\n'.repeat(100_000)}`],
    ['nested deeper than any stack', 'd2', 'a: {\n'.repeat(100_000)],
    ...importFormats.map((format) => ['of 8 MiB of garbage', format, garbage(megabytes)] as const),
  ]

  test.each(files)(
    '%s as %s is answered, with a diagnostic or what could be read',
    { timeout },
    async (_what, format, text) => {
      const result = await readers.read(asked(text, format))
      if (!result.ok) expect(errorOf(result)).not.toBe('')
      expect(errorOf(result)).not.toMatch(/mistake of ours|broke the thread/)
    },
  )

  test('of more than is read at all is refused without being looked at', { timeout }, async () => {
    expect(errorOf(await readers.read(asked('a'.repeat(megabytes + 1))))).toContain('are read at most')
  })

  test('in UTF-16 is read like any other', { timeout }, async () => {
    const bytes = Buffer.from('\uFEFFdigraph { "Größe" -> b }', 'utf16le')
    expect(await readers.read(asked(bytes))).toMatchObject({
      ok: true,
      graph: { nodes: [{ name: 'Größe' }, { name: 'b' }] },
    })
    expect(await readers.read(asked(bytes.swap16()))).toMatchObject({ ok: true, format: 'dot' })
  })
})

function entityBomb(): string {
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE mxfile [<!ENTITY e0 "bomb">${entities.join('')}]><mxfile><diagram>&e12;</diagram></mxfile>`
}

function aliasBomb(): string {
  const lists = Array.from({ length: 12 }, (_, at) => `x${at + 1}: &a${at + 1} [${`*a${at},`.repeat(10)}]`)
  return `x0: &a0 [bomb]\n${lists.join('\n')}\nservices: *a12\n`
}

function deflateBomb(): string {
  return deflateRawSync(Buffer.alloc(1024 * 1024 * 1024, 'a')).toString('base64')
}

/** Signs that mean something in every format, in an order that means nothing; the same in every run. */
function garbage(length: number): string {
  const signs = '{}[]()<>"\'`|:;,.-=+*/\\&#@!?%$^~ \n\tabcxyz0189é'
  const parts: string[] = []
  let seed = 1
  for (let at = 0; at < length / 16; at++) {
    let part = ''
    for (let sign = 0; sign < 16; sign++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      part += signs.charAt(seed % signs.length)
    }
    parts.push(part)
  }
  return parts.join('').slice(0, length)
}
