import { buildProgram } from '@statusgraph/cli'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

const ends = `## How commands end

${writeTable(
  ['Code', 'Meaning'],
  [
    ['`0`', 'Done.'],
    ['`1`', 'It could not be done, or something is wrong; the reason is on stderr, or, for `check`, on stdout.'],
    [
      '`3`',
      'Done, with warnings: `check` found nothing worse, `migrate` skipped damaged files, `push` had something rejected.',
    ],
  ],
)}

Results go to stdout, everything else to stderr. Colours appear on a terminal only, and not when \`NO_COLOR\` is set.`

/** Every command with its arguments and options, from the definitions that parse them. */
export const commandsPage: ReferencePage = {
  file: 'commands.md',
  write() {
    const program = buildProgram(silentTerminal, () => {})
    const sections = program.commands.map((command) => {
      const help = command.createHelp()
      const aliases = command.aliases().map((alias) => ` (also \`${alias}\`)`)
      const args = help.visibleArguments(command).map((argument) => {
        const choices = argument.argChoices === undefined ? '' : ` ${argument.argChoices.join(', ')}`
        return [`\`${help.argumentTerm(argument)}\``, `${argument.description}${choices === '' ? '' : `:${choices}`}`]
      })
      const options = help
        .visibleOptions(command)
        .map((option) => [`\`${help.optionTerm(option)}\``, help.optionDescription(option)])
      return [
        `## \`statusgraph ${command.name()}\`${aliases.join('')}`,
        `\`${help.commandUsage(command)}\``,
        `${capitalise(command.description())}.`,
        writeTable(['Argument or option', 'Meaning'], [...args, ...options]),
      ].join('\n\n')
    })
    return `# Commands\n\n\`bin/statusgraph\` in a checkout finds the right Node.js by itself.\n\n${sections.join('\n\n')}\n\n${ends}\n`
  },
}

const silentTerminal = {
  out: () => {},
  err: () => {},
  input: async () => new Uint8Array(),
  isColourful: false,
  env: {},
  cwd: '/',
  ending: new AbortController().signal,
  onReload: () => {},
  now: () => ({ monoMs: 0, wallMs: 0 }),
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
