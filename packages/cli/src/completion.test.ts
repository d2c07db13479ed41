import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommand } from './testing/process.ts'

type Shell = 'bash' | 'zsh' | 'fish'

/** What is typed before Tab, and the only thing that it can become. */
const cases = [
  ['imp', 'import'],
  ['serve --dat', 'serve --data-dir'],
  ['check --on', 'check --online'],
  ['completion f', 'completion fish'],
  ['import --format dr', 'import --format drawio'],
  ['export --format me', 'export --format mermaid'],
  ['check gra', 'check graph.yaml'],
  ['serve --config gra', 'serve --config graph.yaml'],
] as const

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'statusgraph-completion-'))
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await startCommand(['completion', shell], { cwd: folder }).ended
    writeFileSync(join(folder, `completion.${shell}`), stdout)
  }
  writeFileSync(join(folder, 'graph.yaml'), '')
  mkdirSync(join(folder, 'other'))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

function run(shell: Shell, args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', TERM: 'dumb' }
  return spawnSync(shell, args, { encoding: 'utf8', cwd: folder, env, timeout: 30_000 }).stdout
}

/** Asks the function that the script gave to bash, in the way that bash asks it. */
function completeInBash(typed: string): string {
  const words = ['statusgraph', ...typed.split(' ')]
  const script = `source completion.bash
    COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _statusgraph; echo "\${COMPREPLY[*]}"`
  return [...words.slice(1, -1), run('bash', ['--norc', '-c', script]).trim()].join(' ')
}

/**
 * Types into a zsh with a terminal of its own, presses Tab and Enter, and reads what the command was called with. A zsh
 * redraws only what changed, so the line itself cannot be read.
 */
function completeInZsh(typed: string, load = 'compinit -u -D; source ./completion.zsh'): string {
  const script = `zmodload zsh/zpty
    zpty inner zsh -f -i
    zpty -w inner "autoload -Uz compinit; ${load}"
    zpty -w inner 'statusgraph() { print -r -- "called:$*:" }; print "rea""dy"'
    zpty -r inner seen '*ready*'
    zpty -w -n inner $'statusgraph ${typed}\\t\\n'
    zpty -r inner seen '*called:*:*'
    print -r -- "$seen"`
  return /called:(.*):/.exec(run('zsh', ['-f', '-c', script]))?.[1]?.trim() ?? ''
}

/** Fish tells what it would offer, and what each offer means. */
function completeInFish(typed: string): string {
  const offers = run('fish', ['--no-config', '-c', `source completion.fish; complete -C 'statusgraph ${typed}'`])
  const before = typed.split(' ').slice(0, -1)
  return [
    ...before,
    ...offers
      .trim()
      .split('\n')
      .map((offer) => offer.split('\t')[0]),
  ].join(' ')
}

const shells = { bash: completeInBash, zsh: completeInZsh, fish: completeInFish }
for (const shell of ['bash', 'zsh', 'fish'] as const) {
  const isHere = spawnSync(shell, ['--version']).status === 0
  test.skipIf(!isHere).each(cases)(
    `in ${shell}${isHere ? '' : ' (left out: it is not installed)'}, %j and Tab become %j`,
    (typed, completed) => {
      expect(shells[shell](typed)).toBe(completed)
    },
    60_000,
  )
}

const hasZsh = spawnSync('zsh', ['--version']).status === 0
test.skipIf(!hasZsh)(
  `zsh also finds the script in a folder of its fpath${hasZsh ? '' : ' (left out: it is not installed)'}`,
  () => {
    copyFileSync(join(folder, 'completion.zsh'), join(folder, 'other', '_statusgraph'))
    expect(completeInZsh('check --on', 'fpath=($PWD/other $fpath); compinit -u -D')).toBe('check --online')
  },
  60_000,
)

test.each(['bash', 'zsh', 'fish'] as const)(
  'completion %s knows every command',
  async (shell) => {
    const help = (await startCommand(['--help'], { cwd: folder }).ended).stdout
    const { code, stdout } = await startCommand(['completion', shell], { cwd: folder }).ended
    expect(code).toBe(0)
    const commands = [...help.matchAll(/^ {2}([a-z|]{4,}) .*$/gm)].flatMap(([, names = '']) => names.split('|'))
    expect(commands).toContain('serve')
    expect(commands.length).toBeGreaterThan(8)
    for (const name of commands) expect(stdout).toContain(name)
  },
  60_000,
)
