import { expect, test } from 'vitest'
import { importer } from './index.ts'

async function edgesOf(text: string): Promise<readonly string[]> {
  const result = await importer.read({ text }, {})
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.draft.edges.map(({ source, target, at }) => `${at?.line}: ${source}>${target}`)
}

test.each([
  ['a fence', '# Shop\n```mermaid\ngraph LR\na-->b\n```\n', '4: a>b'],
  ['a fence with settings', '```{mermaid}\n%%| fig: 1\ngraph LR\na-->b\n```\n', '4: a>b'],
  [
    'a fence in a list, whose lines are indented',
    '- x\n    ```mermaid\n    graph LR\n      a --> b\n    ```\n',
    '4: a>b',
  ],
  ['a fence that nothing closes', '~~~mermaid\ngraph LR\na-->b', '3: a>b'],
  ['a fence of colons', '::: mermaid\ngraph LR\na-->b\n:::\n', '3: a>b'],
  ['a quotation', '> ```mermaid\n> graph LR\n>   a --> b\n> ```\n', '3: a>b'],
  ['an element of HTML', '<div class="mermaid">graph LR\n a --&gt; b</div>\n', '2: a>b'],
  ['a preformatted element of HTML', '<pre id="x" class="big mermaid">\ngraph LR\na-->b\n</pre>\n', '3: a>b'],
  ['a short code', '{{< mermaid >}}\ngraph LR\na-->b\n{{< /mermaid >}}\n', '3: a>b'],
])('a diagram is found in %s', async (_, text, edge) => {
  expect(importer.detect(text)).toBeGreaterThan(0.5)
  expect(await edgesOf(text)).toEqual([edge])
})

test('a fence that only shows how a fence is written is none', async () => {
  const shown = '````md\n```mermaid\ngraph LR\na-->b\n```\n````\n'
  expect(await edgesOf(`${shown}\n\`\`\`mermaid\ngraph LR\nc-->d\n\`\`\`\n`)).toEqual(['10: c>d'])
  expect(await importer.read({ text: shown }, {})).toMatchObject({ ok: false })
})

test.each([
  ['sequenceDiagram\nA->>B: hi', 'There is a sequence diagram (sequenceDiagram) here'],
  ['stateDiagram-v2\n[*] --> Open', 'There is a state diagram (stateDiagram-v2) here'],
  ['---\ntitle: x\n---\nblock-beta\n a b', 'There is a block diagram (block-beta) here'],
  ['flowchrt LR\na-->b', 'There is "flowchrt" here'],
  ['# Only prose\n\nNothing to see.', 'There is no Mermaid diagram in this file'],
])('%j is refused with what it is instead', async (text, message) => {
  const result = await importer.read({ text }, {})
  expect(result.ok).toBe(false)
  expect(result.diagnostics[0]?.message).toContain(message)
})

test('of a document with other diagrams each is told with its line, and the rest is read', async () => {
  const text = '```mermaid\ngantt\n```\n```mermaid\ngraph LR\na-->b\n```\n'
  expect(await importer.read({ text }, {})).toMatchObject({
    ok: true,
    diagnostics: [{ kind: 'lost', line: 2, message: expect.stringContaining('a Gantt chart (gantt)') }],
  })
})
