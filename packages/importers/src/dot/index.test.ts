import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReadResult } from '../draft.ts'
import { readDiagram } from '../read-diagram.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string): ReadResult => {
  const result = importer.read({ text }, { choice })
  if (result instanceof Promise) throw new Error('DOT is read at once')
  return result
}

/** What was found, in a form that is easy to compare: `group/name` of nodes, `a -> b: label` of edges. */
const outline = (
  text: string,
  choice?: string,
): { readonly nodes: readonly string[]; readonly edges: readonly string[] } => {
  const result = read(text, choice)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  const { nodes, edges } = result.draft
  const names = new Map(nodes.map(({ key, name }) => [key, name]))
  const called = (key: string): string => names.get(key) ?? '?'
  return {
    nodes: nodes.map(({ name, kind, parent }) => `${parent === undefined ? '' : `${called(parent)}/`}${name} ${kind}`),
    edges: edges.map(
      ({ source, target, label = '' }) => `${called(source)} -> ${called(target)}${label === '' ? '' : `: ${label}`}`,
    ),
  }
}

describe('the language', () => {
  test('nodes with commas between them are all meant, by edges and by attributes', () => {
    const found = outline('digraph { a, b:p -> c, d [label=x]; e, f [shape=cylinder]; a [label=A], }')
    expect(found.edges).toEqual(['A -> c: x', 'A -> d: x', 'b -> c: x', 'b -> d: x'])
    expect(found.nodes.slice(4)).toEqual(['e database', 'f database'])
  })

  test('pictures tell the technology, and what stands beside a node describes it', () => {
    const result = read(
      'digraph { db [shape=none, image="/py/resources/aws/database/rds.png", label="\\n\\nOrders"]; a [xlabel="3 of them"] }',
    )
    expect(result.ok && result.draft.nodes).toMatchObject([
      { name: 'Orders', technology: 'AWS rds', kind: 'database' },
      { name: 'a', description: '3 of them' },
    ])
  })

  test('a cluster whose title is empty is called by its name', () => {
    expect(outline('digraph { subgraph cluster_a { label=""; x } }').nodes).toEqual([
      'cluster_a group',
      'cluster_a/x service',
    ])
  })

  test('nodes, edges and clusters come in with their labels', () => {
    const found = outline(`
      digraph shop { // a comment
        node [shape=box] /* another */
        subgraph cluster_back { label = "Back\\nend"; api [label="API\\l(\\N)"]; db [shape=cylinder] }
        web -> api [label = "asks"];
        api -> db
      }`)
    expect(found).toEqual({
      nodes: ['Back\nend group', 'Back\nend/API\n(api) box', 'Back\nend/db database', 'web box'],
      edges: ['web -> API\n(api): asks', 'API\n(api) -> db'],
    })
  })

  test.each([
    ['a chain is an edge for each arrow', 'digraph { a -> b -> c }', ['a -> b', 'b -> c']],
    ['a set of ends is an edge to each', 'digraph { {a b} -> {c d} }', ['a -> c', 'a -> d', 'b -> c', 'b -> d']],
    ['a strict graph has an edge once', 'strict graph { a -- b; b -- a }', ['a -> b']],
    ['an edge with a key goes on', 'digraph { a -> b [key=k label=x]; a -> b [key=k label=y] }', ['a -> b: y']],
    ['texts are put together', 'digraph { "a" + "b" -> "c\\\nd" }', ['ab -> cd']],
    ['numbers are names', 'digraph { 1 -> -2.5 -> .5 }', ['1 -> -2.5', '-2.5 -> .5']],
    ['keywords may be large, and quoted ones are names', 'DIGRAPH { "node" -> "edge" }', ['node -> edge']],
    ['stray semicolons and commas mean nothing', 'digraph { ;; a -> b;, }', ['a -> b']],
    ['names need no quotes in any script', 'digraph { Höhe -> 服务 }', ['Höhe -> 服务']],
    ['lines for a preprocessor are skipped', '#line 1\ndigraph {\n  # a -> b\n a -> c }', ['a -> c']],
    [
      'a label is inherited by later edges alone',
      'digraph { a -> b; edge [label=x]; a -> c }',
      ['a -> b', 'a -> c: x'],
    ],
  ])('%s', (_sentence, text, edges) => {
    expect(outline(text).edges).toEqual(edges)
  })

  test('defaults hold for what is made after them, in the subgraph they stand in', () => {
    const { nodes } = outline('digraph { a; node [shape=diamond]; b; { node [shape=hexagon]; c; b } d }')
    expect(nodes).toEqual(['a service', 'b diamond', 'c hexagon', 'd diamond'])
  })

  test('a cluster without a label has the one around it, as Graphviz draws it', () => {
    expect(outline('digraph { label=All; subgraph cluster_a { x } }').nodes).toEqual(['All group', 'All/x service'])
    expect(outline('digraph { subgraph cluster_a { x } label=All }').nodes).toEqual([
      'cluster_a group',
      'cluster_a/x service',
    ])
  })

  test('a node that shares a rank with others outside lies outside of its cluster, and that is told', () => {
    const text = 'digraph { subgraph cluster_a { label=A; x; y } { rank=same; y; z } }'
    expect(outline(text).nodes).toEqual(['A group', 'A/x service', 'y service', 'z service'])
    expect(read(text).diagnostics).toMatchObject([{ kind: 'note', count: 1 }])
  })
})

describe('labels', () => {
  test('HTML becomes text, and its cells become ports', () => {
    const result = read(
      'digraph { a [label=<<table><tr><td port="in"><b>In</b></td><td>A &amp; B</td></tr></table>>]; b -> a:in }',
    )
    expect(result).toMatchObject({
      draft: {
        nodes: [{ name: 'In A & B', ports: [{ id: 'in', label: 'In' }] }, { name: 'b' }],
        edges: [{ source: 'b', target: 'a', targetPort: 'in' }],
      },
    })
  })

  test('the fields of a record are its text, and those with a name are ports', () => {
    const result = read(
      String.raw`digraph { r [shape=record label="{<f0> left \| wide|{ |<f1> right}}"]; q [shape=record label="||"] }`,
    )
    expect(result).toMatchObject({
      draft: {
        nodes: [
          {
            name: 'left | wide\nright',
            ports: [
              { id: 'f0', label: 'left | wide' },
              { id: 'f1', label: 'right' },
            ],
          },
          { key: 'q', name: 'q' },
        ],
      },
    })
  })

  test('what looks like markup in quotes stays text, and only web addresses become links', async () => {
    const text = `digraph { a [label="<script>x</script>", URL="javascript:alert(1)"]; b [URL="https://shop.example"] }`
    const result = await readDiagram({ text })
    expect(result).toMatchObject({
      ok: true,
      graph: {
        nodes: [{ name: '<script>x</script>' }, { links: [{ url: 'https://shop.example' }] }],
      },
    })
    expect(result.ok && result.graph.nodes[0]?.links).toBeUndefined()
    expect(result.diagnostics).toMatchObject([{ kind: 'lost' }])
  })
})

describe('the picture', () => {
  const text = `digraph {
    compound=true
    subgraph cluster_a { label=A; x }
    ghost [style=invis]
    web -> x [lhead=cluster_a]
    x -> web [dir=back]
    web -> ghost [style="dotted,invis"]
  }`

  test('what is drawn otherwise comes in as it is written, and is told', () => {
    const result = read(text)
    expect(result).toMatchObject({ ok: true, chosen: '1', choices: [{ id: '1' }, { id: '1 drawn' }] })
    expect(outline(text).edges).toEqual(['web -> x', 'x -> web', 'web -> ghost'])
    expect(result.diagnostics.map(({ kind, line }) => [kind, line])).toEqual([
      ['note', 4],
      ['note', 7],
      ['note', 6],
      ['note', 5],
    ])
  })

  test('or as Graphviz paints it: nothing hidden, arrows as they point, edges up to clusters', () => {
    expect(outline(text, '1 drawn')).toEqual({
      nodes: ['A group', 'A/x service', 'web service'],
      edges: ['web -> A', 'web -> x'],
    })
  })

  test('of several graphs in a file one can be chosen', () => {
    const two = 'digraph one { a -> b } digraph two { c -> d }'
    expect(read(two)).toMatchObject({ choices: [{ name: 'one' }, { name: 'two' }], chosen: '1' })
    expect(outline(two, '2').edges).toEqual(['c -> d'])
  })

  test('places of a file that was laid out are kept, with y growing downwards', () => {
    const laid = `digraph { graph [bb="0,0,144,108"];
      subgraph cluster_a { graph [bb="0,0,72,54"]; a [pos="36,18", width=0.75, height=0.5] }
      b [pos="36,90", width=0.75, height=0.5] }`
    expect(read(laid)).toMatchObject({
      draft: {
        nodes: [
          { kind: 'group', position: { x: 0, y: 72 }, size: { width: 96, height: 72 } },
          { key: 'a', position: { x: 12, y: 96 }, size: { width: 72, height: 48 } },
          { key: 'b', position: { x: 12, y: 0 } },
        ],
      },
    })
  })
})

describe('broken and hostile files', () => {
  test.each([
    ['digraph {\n  a -> \n}', 3, 1, 'Expected a node'],
    ['digraph {\n  a [label="x]\n}', 2, 12, 'a quote'],
    ['digraph {\n  a\n', 3, 1, 'of line 1 has no "}"'],
    ['digraph { a -> b', 1, 17, 'has no "}"'],
    ['digraph {\n  a ? b\n}', 2, 5, '"?"'],
    ['flowchart LR', 1, 1, '"digraph" or "graph"'],
    ['digraph { a [label=<<b>x] }', 1, 20, '">" is missing'],
    ['digraph { /* a', 1, 11, '"*/" is missing'],
  ])('%j is told with line %i, column %i and what was expected', (text, line, column, words) => {
    const result = read(text)
    expect(result).toMatchObject({ ok: false, diagnostics: [{ kind: 'error', line, column }] })
    expect(result.diagnostics[0]?.message).toContain(words)
  })

  test('what stands before a fault in a later graph is kept', () => {
    const result = read('digraph { a }\ndigraph {')
    expect(result).toMatchObject({ ok: true, diagnostics: [{ kind: 'lost', line: 2 }] })
  })

  test('a few words that make millions of edges are refused', () => {
    const names = (letter: string): string => Array.from({ length: 1_000 }, (_, at) => `${letter}${at}`).join(' ')
    expect(read(`digraph {\n{${names('a')}} -> {${names('b')}} }`)).toMatchObject({
      ok: false,
      diagnostics: [{ kind: 'error', line: 2 }],
    })
  })

  test('clusters of one name in different places are two', async () => {
    const text = 'digraph { subgraph cluster_o { subgraph cluster_a { x } } subgraph cluster_a { y } }'
    expect(await readDiagram({ text })).toMatchObject({ ok: true, graph: { nodes: [{}, {}, {}, {}, {}] } })
  })

  test('a nesting without end is refused', () => {
    expect(read(`digraph ${'{'.repeat(100_000)}`)).toMatchObject({
      ok: false,
      diagnostics: [{ kind: 'error', line: 1 }],
    })
  })

  test('whatever the pieces of a file are put together to, it is read or refused', () => {
    const words =
      'digraph graph subgraph node edge strict cluster_a a b 1 { } [ ] = ; , : -> -- + "x" <b> < > " /* */ // # \\ label rank same'.split(
        ' ',
      )
    const pieces = fc.constantFrom(...words, '\n', '\u0000', '\ud800')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const result = read(`digraph { ${parts.join(' ')}`)
        if (!result.ok) expect(result.diagnostics.some(({ kind }) => kind === 'error')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

test('what is shown of an edge when somebody points at it is its description', () => {
  const result = read('digraph { a -> b [label=buys, tooltip="Only paid ones"]; b -> c [label=x, tooltip=x] }')
  expect(result.ok && result.draft.edges.map(({ description }) => description)).toEqual(['Only paid ones', undefined])
})

test('a tooltip is the description, unless it says what the label says', () => {
  const text =
    'digraph { a [tooltip="Takes orders", URL="https://shop.example"]; b [tooltip=b]; c [label="C c", tooltip="C c"] }'
  const result = read(text)
  expect(result.ok && result.draft.nodes.map(({ description }) => description)).toEqual([
    'Takes orders',
    undefined,
    undefined,
  ])
  expect(result).toMatchObject({ draft: { nodes: [{ links: [{ url: 'https://shop.example' }] }, {}, {}] } })
})
