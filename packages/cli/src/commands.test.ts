import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { startCommand } from './testing/process.ts'

/*
 * Each file of testdata is a session: `$ statusgraph …` lines, what the command answers (`> ` stdout, `! ` stderr),
 * `exit N`, and after `-- name --` lines the files that it finds.
 * After changing a text on purpose: UPDATE_GOLDEN=1 npx vitest run packages/cli/src/commands.test.ts
 */
const folder = join(import.meta.dirname, 'testdata')

interface Session {
  readonly steps: readonly string[]
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

function readSession(text: string): Session {
  const [script = '', ...parts] = text.split(/^-- (.+) --\n/m)
  const files = parts.flatMap((name, index) => (index % 2 === 0 ? [{ name, text: parts[index + 1] ?? '' }] : []))
  return { steps: script.split(/^(?=[$#])/m), files }
}

/** A step as it would stand in the file, with what the command really did. */
async function play(step: string, cwd: string): Promise<string> {
  const [line = ''] = step.split('\n')
  const call = /^\$ ((?:\w+=\S* )*)statusgraph ?(.*)$/.exec(line)
  if (call === null) return step
  const env = Object.fromEntries(
    (call[1] ?? '')
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('=', 2)),
  )
  const args = (call[2] ?? '').split(' ').filter(Boolean)
  const { code, stdout, stderr } = await startCommand(args, { cwd, env }).ended
  const mark = (text: string, sign: string) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((one) => `${sign} ${one}`.trimEnd())
  const shown = [...(stdout === '' ? [] : mark(stdout, '>')), ...(stderr === '' ? [] : mark(stderr, '!'))]
  return `${[line, ...shown, `exit ${code}`].join('\n')}\n${step.endsWith('\n\n') ? '\n' : ''}`
}

test.each(readdirSync(folder).filter((name) => name.endsWith('.session')))(
  'the command answers as in %s',
  async (name) => {
    const path = join(folder, name)
    const text = readFileSync(path, 'utf8')
    const { steps, files } = readSession(text)
    const cwd = mkdtempSync(join(tmpdir(), 'statusgraph-command-'))
    try {
      for (const file of files) {
        mkdirSync(dirname(join(cwd, file.name)), { recursive: true })
        writeFileSync(join(cwd, file.name), file.text)
      }
      const played: string[] = []
      for (const step of steps) played.push((await play(step, cwd)).replaceAll(cwd, 'CWD'))
      if (process.env['UPDATE_GOLDEN'] === '1') {
        writeFileSync(path, `${played.join('')}${files.map(({ name, text }) => `-- ${name} --\n${text}`).join('')}`)
      } else expect(played.join('')).toBe(steps.join(''))
    } finally {
      rmSync(cwd, { recursive: true })
    }
  },
  120_000,
)
