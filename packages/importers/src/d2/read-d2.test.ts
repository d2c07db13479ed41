import { expect, test } from 'vitest'
import type { ReadResult } from '../draft.ts'
import { importer } from './index.ts'

async function read(text: string, choice?: string): Promise<Extract<ReadResult, { ok: true }>> {
  const result = await importer.read({ text }, { choice })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result
}
async function summary(text: string, choice?: string): Promise<readonly string[]> {
  const { draft } = await read(text, choice)
  return [
    ...draft.nodes.map(({ key, name }) => (key === name ? key : `${key}=${name}`)),
    ...draft.edges.map(({ source, target, label }) => `${source}>${target}${label === undefined ? '' : ` ${label}`}`),
  ]
}

test.each([
  ['a.b.c: L\na -> a.b', ['a', 'a.b=b', 'a.b.c=L', 'a>a.b']],
  ['Shop: X\nshop -> B', ['Shop=X', 'B', 'Shop>B']],
  ['a <- b\nc <-> d\ne -- f', ['a', 'b', 'c', 'd', 'e', 'f', 'b>a', 'c>d', 'e>f']],
  ['a -> b -> c: hi', ['a', 'b', 'c', 'a>b hi', 'b>c hi']],
  ['x: {\n  a -> b # word\n  _.y -> a\n}', ['x', 'x.a=a', 'x.b=b', 'y', 'x.a>x.b', 'y>x.a']],
  ['a: x: y {b}', ['a=x: y', 'a.b=b']],
  ["'single ''q''': v\nb: \"l1\\nl2\"", ["single 'q'=v", 'b=l1\nl2']],
  ['a."b.c"', ['a', 'a."b.c"=b.c']],
  ['a: b \\\n  c', ['a=b c']],
  ['a: |md\n  ## **Hi**\n  - one\n|', ['a=Hi\none']],
  ['"""\na block\n"""\na;b', ['a', 'b']],
  ['a.label: Bar\na: Baz', ['a=Bar']],
  ['a -> b: {label: L1}\n(a -> b)[0].label: L2', ['a', 'b', 'a>b L2']],
  ['y -> z\nz: null\na -> b\n(a -> b)[0]: null', ['y', 'a', 'b']],
  ["vars: {n: Hello; m: {k: W}}\na: ${n} ${m.k} x\nb: '${n}'", ['a=Hello W x', 'b=${n}']],
  ['vars: {m: {k: W}}\nx: {...${m}}', ['x', 'x.k=W']],
  ['classes: {k: {label: KL}}\na.class: k\nb: {class: [k; z]}', ['a=KL', 'b=KL']],
  ['a;b\n* -> hub', ['a', 'b', 'hub', 'a>hub', 'b>hub']],
  ['t: {shape: sql_table; id: int}\nt.id -> u', ['t', 'u', 't>u']],
  // Patterns mean what comes later too, each thing once, and change nothing that the file says itself.
  ['*: all\na\nb: own', ['a=all', 'b=own']],
  ['a: own\n*: all', ['a=all']],
  ['**.part\na.b', ['a', 'a.b=b', 'a.b.part=part', 'a.part=part']],
  ['* -> hub\na\nb', ['hub', 'a', 'b', 'a>hub', 'b>hub']],
  ['**: null {\n  &class: old\n}\na.class: old\na -> b\nc', ['b', 'c']],
  ['a.shape: queue\nb\n*: {!&shape: queue; label: other}', ['a', 'b=other']],
  ['a -> b: x\nc -> b\n(* -> *)[*]: {&src: a; label: y}', ['a', 'b', 'c', 'a>b y', 'c>b']],
  ['a\\*: s\nab', ['a*=s', 'ab']],
  ['a\nb -> c\n**: suspend\n(** -> **)[*]: suspend\n(b -> c)[0]: unsuspend', ['b', 'c', 'b>c']],
  // Variables: the innermost counts, maps stand for maps, and what is null hides the one around.
  ['vars: {n: out}\na: {\n  vars: {n: in-${n}}\n  b: ${n}\n}\nc: ${n}', ['a', 'a.b=in-out', 'c=out']],
  ['vars: {m: {x -> y: z}}\na: ${m}', ['a', 'a.x=x', 'a.y=y', 'a.x>a.y z']],
  ['vars: {l: [k; m]}\nclasses: {k: {label: K}}\na.class: [...${l}]', ['a=K']],
  [
    'a.style.text-transform: uppercase\na: Shop\nb: {style.text-transform: capitalize; label: big shop}',
    ['a=SHOP', 'b=Big Shop'],
  ],
  ['vars: {d2-config: {theme-id: 300}}\na: Shop', ['a=SHOP']],
  [
    's: {shape: sequence_diagram; a; b; g: {a -> b: hi; a.note}}',
    ['s', 's.a=a', 's.a.note=note', 's.b=b', 's.g=g', 's.a>s.b hi'],
  ],
  ['a: {desc: |md\n  Sells\n|}', ['a', 'a.desc=Sells']],
  ['a --\\\n  -> b', ['a', 'b', 'a>b']],
  ['(a (x) -> b): hi', ['a (x)', 'b', 'a (x)>b hi']],
  ['a: |md\n  Map `Id<Shop>` \\\n  *in a_b*\n|', ['a=Map Id<Shop>\nin a_b']],
  ["|'md\n  Sells **much**\n'|", ['Sells **much**']],
])('%j', async (text, expected) => {
  expect(await summary(text)).toEqual(expected)
})

test('shapes, patterns and icons say what things are', async () => {
  const { draft } = await read(
    '*.shape: queue\na.shape: cylinder\nb\nc: {shape: image; icon: https://icons.terrastruct.com/aws%2FDatabase%2FAmazon-RDS.svg; link: https://example.org; tooltip: Tip}',
  )
  expect(draft.nodes).toMatchObject([
    { kind: 'database' },
    { kind: 'queue' },
    { technology: 'Amazon RDS', links: [{ url: 'https://example.org' }], description: 'Tip' },
  ])
})

test('what a tooltip says of a connection is its description', async () => {
  const { draft } = await read('a -> b: buys {tooltip: Only paid ones}')
  expect(draft.edges).toMatchObject([{ label: 'buys', description: 'Only paid ones' }])
})

test('a comment is the name of a drawing where we have written it', async () => {
  expect((await read('# Shop\n# made by Statusgraph\na -> b\n')).draft.name).toBe('Shop')
  expect((await read('# Shop\na -> b\n')).draft.name).toBeUndefined()
})

test('each board is a choice: layers stand alone, scenarios lie on the base, steps on each other', async () => {
  const text = 'base\nlayers: {one: {p -> q}}\nscenarios: {s: {base.x}}\nsteps: {1: {a}; 2: {b -> a}}'
  const { choices, chosen } = await read(text)
  expect(choices.map(({ id }) => id)).toEqual(['root', 'layers.one', 'scenarios.s', 'steps.1', 'steps.2'])
  expect(chosen).toBe('root')
  expect(await summary(text, 'layers.one')).toEqual(['p', 'q', 'p>q'])
  expect(await summary(text, 'scenarios.s')).toEqual(['base', 'base.x=x'])
  expect(await summary(text, 'steps.2')).toEqual(['base', 'a', 'b', 'b>a'])
})

test('what other files hold and variables that are nowhere are told', async () => {
  const { diagnostics } = await read('a: @other\nb: ${nope}')
  expect(diagnostics).toMatchObject([
    { kind: 'lost', line: 1 },
    { kind: 'lost', line: 2 },
  ])
})

test.each([
  ['a: "line\nb', 1, 4],
  ['x\na: {\n b', 2, 4],
  ['a\nb: ', 2, 2],
  ['a -> ', 1, 3],
  ['a: foo [x]', 1, 8],
  ['a: {style}', 1, 5],
  ['a\n}', 2, 1],
  ['# nothing', 1, 1],
  ['...@other', 1, 1],
  ['a\nlayers.l.b -> a', 2, 1],
  ['layers: {a; b}\nlayers.a -> layers.b', 2, 1],
  ['a: {'.repeat(80), 1, 260],
])('%j is refused where it is wrong', async (text, line, column) => {
  expect(await importer.read({ text }, {})).toMatchObject({ ok: false, diagnostics: [{ kind: 'error', line, column }] })
})
