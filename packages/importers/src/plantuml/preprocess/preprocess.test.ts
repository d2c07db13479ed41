import { expect, test } from 'vitest'
import type { ImportDiagnostic } from '../../draft.ts'
import { preprocess } from './preprocess.ts'

function run(...lines: readonly string[]) {
  const diagnostics: ImportDiagnostic[] = []
  const source = lines.map((text, at) => ({ text, line: at + 1 }))
  const { lines: written, includes } = preprocess(source, diagnostics)
  return { text: written.map(({ text }) => text.trim()), lines: written, includes, diagnostics }
}

test('words that are defined stand for their text, with parameters or without', () => {
  const { text } = run(
    '!define NAME Shop',
    '!define BOX(a, b) rectangle "b" as a',
    'node NAME',
    'BOX(x, "Orders")',
    'NAMELESS',
  )
  expect(text).toEqual(['node Shop', 'rectangle "Orders" as x', 'NAMELESS'])
})

test('variables, conditions and functions are worked out', () => {
  const { text } = run(
    '!$env = "prod"',
    '!$count = 2 + 3 * 2',
    '!function $title($a, $b="none")',
    '!return %upper($a) + "/" + $b',
    '!endfunction',
    '!if ($env == "prod") && !($count < 8)',
    'node "$title("web") $count" as $env_node',
    '!elseif %true()',
    'node never',
    '!else',
    'node neither',
    '!endif',
    '!ifdef NOTHING',
    'node hidden',
    '!endif',
  )
  expect(text).toEqual(['node "WEB/none 8" as prod_node'])
})

test('procedures write lines where they are called, with arguments by place and by name', () => {
  const { text, lines } = run(
    '!procedure $service($id, $name, $tech="Go")',
    'component "$name [$tech]" as $id',
    '!endprocedure',
    '!unquoted procedure WORD($a)',
    'card "$a"',
    '!endprocedure',
    '$service(cart, "Cart")',
    '$service(pay, "Pay, later", $tech="Rust") {',
    'WORD(free text)',
  )
  expect(text).toEqual(['component "Cart [Go]" as cart', 'component "Pay, later [Rust]" as pay {', 'card "free text"'])
  expect(lines.map(({ line }) => line)).toEqual([7, 8, 9])
})

test('loops go through lists and objects', () => {
  const { text } = run(
    '!$all = {"api": {"port": 80}, "web": {"port": 443}}',
    '!foreach $name in $all',
    'node $name',
    '!endfor',
    '!foreach $x in ["a", "b"]',
    'card $x',
    '!endfor',
    '!$n = 0',
    '!while $n < 2',
    'file f$n',
    '!$n = $n + 1',
    '!endwhile',
    'node "$all.web.port"',
  )
  expect(text).toEqual(['node api', 'node web', 'card a', 'card b', 'file f0', 'file f1', 'node "443"'])
})

test('other files are named and never opened', () => {
  const { includes } = run('!define LIB https://example.com/lib', '!include LIB/one.puml', '!include_many ../two.puml')
  expect(includes).toEqual([
    { target: 'https://example.com/lib/one.puml', line: 2 },
    { target: '../two.puml', line: 3 },
  ])
})

test.each([
  ['a word that stands for itself many times', [`!define T ${'T '.repeat(12)}component`, 'T a']],
  ['a loop without end', ['!while 1', 'node a', '!endwhile']],
  ['a procedure that calls itself twice', ['!procedure $a()', '$a()', '$a()', '!endprocedure', '$a()']],
  ['a text that doubles', ['!$a = "xxxx"', '!while 1', '!$a = $a + $a', '!endwhile']],
  ['words that stand for each other', ['!define A B B', '!define B A A', 'A']],
  ['thousands of open brackets', [`!$a = ${'('.repeat(20_000)}`, 'node a']],
  ['thousands of open blocks', [...Array.from({ length: 5_000 }, () => '!if 1'), 'node a']],
])('%s ends', { timeout: 60_000 }, (_, lines) => {
  expect(() => run(...lines)).not.toThrow()
})

test('a defined word has its default where an argument is missing', () => {
  const { text } = run('!define Box(a, b="No name, yet") rectangle "b" as a', 'Box(x)', 'Box(y, "Orders")')
  expect(text).toEqual(['rectangle "No name, yet" as x', 'rectangle "Orders" as y'])
})

test('a colour that stands for a word keeps its marks, and two words are joined', () => {
  const { text } = run('!define ACCENT #FF6B6B', '!define NAME(a) box_##a', 'node x #ACCENT {', 'NAME(one)')
  expect(text).toEqual(['node x ##FF6B6B {', 'box_one'])
})
