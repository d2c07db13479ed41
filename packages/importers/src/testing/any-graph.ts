import { nodeKinds, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import fc from 'fast-check'

/** What languages of diagrams would read as their own, if a name were not written with care. */
const hostile = [
  'a "quoted" name',
  "Bob's [cart] {1} (2) <3>",
  '<b>bold</b> & &amp; &lt;i&gt; <br> <U+0041>',
  'back\\slash \\n \\l \\N \\"',
  'two\nlines',
  '--> b : label',
  'a -> b; c',
  'end',
  'subgraph x',
  '}',
  '%% comment %{init}%%',
  '%%{init: {}}%%',
  '#35; #quot; #',
  'style x:#f00; classDef y:#z;',
  '@enduml',
  "' comment /' block '/",
  '!include x',
  '%date() $name',
  '**bold** //it// __u__ --s-- ~~w~~ ""m""',
  '`md` **b**',
  '|table|',
  '$x ${y} $$',
  '---',
  '...',
  '== title ==',
  '* item',
  '# comment',
  '// comment',
  '/* block */',
  'http://shop.example:8080/a?b=c&d=e#f',
  'Größe 日本語 🙂 é',
  'label',
  'shape',
  'null',
  '_',
  '0',
  '-1',
  'C:\\temp\\new',
  ': colon first',
  'name: value',
  '<<stereotype>>',
  'a|b',
  'x~y',
  'tab\there',
  '\u200bzero\u200bwidth',
  '💥\u0007bell',
]

const words = [
  'checkout',
  'orders',
  'cart',
  'Payment service',
  'users-db',
  'edge_proxy',
  'Kafka',
  'a.b.c',
  'End',
  'note',
]

const anyName = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 4, arbitrary: fc.constantFrom(...hostile) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...hostile), fc.constantFrom(...hostile)).map(([a, b]) => a + b) },
  )
  .filter((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name))

const anyId = fc.oneof(
  fc.constantFrom(
    'checkout',
    'Checkout',
    'end',
    'End',
    'a-b',
    'a_b',
    'a.b',
    'a b',
    '0',
    '1',
    'n',
    'note',
    'label',
    '"',
    'é',
    '→',
    '__',
    'page',
    'edge-1',
  ),
  fc.string({ minLength: 1, maxLength: 6 }),
)

const anyKind = fc.constantFrom(...nodeKinds, 'group', 'group')

/** Small graphs with names that are hard to write: groups in groups, edges of groups, loops and twins. */
export const anyGraph: fc.Arbitrary<GraphDocument> = fc
  .record({
    name: anyName,
    ids: fc.uniqueArray(anyId, { minLength: 1, maxLength: 9 }),
    parts: fc.array(fc.record({ name: anyName, kind: anyKind, parent: fc.nat(20), hasParent: fc.boolean() }), {
      minLength: 9,
      maxLength: 9,
    }),
    edges: fc.array(fc.record({ source: fc.nat(20), target: fc.nat(20), label: fc.option(anyName) }), { maxLength: 8 }),
  })
  .map(({ name, ids, parts, edges }) => {
    const nodes = ids.map((id, at) => ({ id, name: parts[at]?.name ?? id, kind: parts[at]?.kind ?? 'service' }))
    const groups = (before: number): readonly string[] =>
      nodes.slice(0, before).flatMap(({ id, kind }) => (kind === 'group' ? [id] : []))
    const placed = nodes.map((node, at) => {
      const { hasParent = false, parent = 0 } = parts[at] ?? {}
      const around = groups(at)
      return hasParent && around.length > 0 ? { ...node, parent: around[parent % around.length] } : node
    })
    const idAt = (at: number): string => ids[at % ids.length] ?? ''
    const parsed = parseGraphDocument({
      version: 1,
      id: 'any',
      name,
      nodes: placed,
      edges: edges.map(({ source, target, label }) => ({
        source: idAt(source),
        target: idAt(target),
        ...(label === null ? {} : { label }),
      })),
    })
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
    return parsed.graph
  })
