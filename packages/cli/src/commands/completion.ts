import type { Command, Option } from 'commander'

/** The completion script of a shell, made from the commands as they are. */
export function writeCompletion(program: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  const offers = [program, ...program.commands].map((command) => offerOf(program, command))
  switch (shell) {
    case 'bash':
      return writeBash(offers)
    case 'zsh':
      return writeZsh(offers)
    case 'fish':
      return writeFish(offers)
  }
}

/** What can be typed after a command; the first offer is that of the program itself, and its words are the commands. */
interface Offer {
  readonly names: readonly string[]
  readonly words: readonly { readonly word: string; readonly description: string }[]
  readonly options: readonly {
    readonly flags: readonly string[]
    readonly value: string
    /** What the value may be; empty: anything. */
    readonly choices: readonly string[]
    readonly description: string
  }[]
  readonly takesFiles: boolean
}

function offerOf(program: Command, command: Command): Offer {
  const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? [])
  const commands = command.commands.flatMap((sub) =>
    [sub.name(), ...sub.aliases()].map((word) => ({ word, description: sub.description() })),
  )
  return {
    names: command === program ? [] : [command.name(), ...command.aliases()],
    words: [...commands, ...choices.map((word) => ({ word, description: '' }))],
    options: command.createHelp().visibleOptions(command).map(describeOption),
    takesFiles: command.registeredArguments.some((argument) => /file|folder/.test(argument.name())),
  }
}

function describeOption(option: Option): Offer['options'][number] {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null)
  const value = /<(.*)>/.exec(option.flags)?.[1] ?? ''
  return { flags, value, choices: option.argChoices ?? [], description: option.description }
}

const namesFile = (value: string) => /file|folder/.test(value)

function writeBash(offers: readonly Offer[]): string {
  const cases = offers.slice(1).map((offer) => {
    const words = [...offer.words.map(({ word }) => word), ...offer.options.flatMap(({ flags }) => flags)].join(' ')
    const choices = offer.options.flatMap((option) =>
      option.choices.length === 0
        ? []
        : [`case "$before" in ${option.flags.join('|')}) words="${option.choices.join(' ')}"; files=0 ;; esac;`],
    )
    return `    ${[`${offer.names.join('|')}) words="${words}"; files=${offer.takesFiles ? 1 : 0};`, ...choices].join(' ')};`
  })
  const [top] = offers
  const first = [...(top?.words ?? []).map(({ word }) => word), ...(top?.options ?? []).flatMap(({ flags }) => flags)]
  const fileFlags = offers.flatMap(({ options }) =>
    options.filter(({ value }) => namesFile(value)).flatMap(({ flags }) => flags),
  )
  return `# bash completion for statusgraph; load with: source <(statusgraph completion bash)
_statusgraph() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words files=0
  case "$before" in
    ${[...new Set(fileFlags)].join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${first.join(' ')}"
  else case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ "$files" -eq 1 ] && [ "\${word:0:1}" != "-" ]; then COMPREPLY+=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _statusgraph statusgraph
`
}

function writeZsh(offers: readonly Offer[]): string {
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
  const bracket = (text: string) => text.replaceAll(/[[\]:]/g, String.raw`\$&`)
  const valueOf = ({ value, choices }: Offer['options'][number]) => {
    if (value === '') return ''
    return `:${bracket(value)}:${choices.length > 0 ? `(${choices.join(' ')})` : namesFile(value) ? '_files' : ''}`
  }
  const specs = (offer: Offer) =>
    offer.options.flatMap((option) =>
      option.flags.map((flag) => quote(`${flag}[${bracket(option.description)}]${valueOf(option)}`)),
    )
  const cases = offers.slice(1).map((offer) => {
    const words = offer.words.length > 0 ? [quote(`1:word:(${offer.words.map(({ word }) => word).join(' ')})`)] : []
    const files = offer.takesFiles ? [quote('*:file:_files')] : []
    return `    ${offer.names.join('|')}) _arguments ${[...specs(offer), ...words, ...files].join(' ')} ;;`
  })
  const [top] = offers
  const commands = (top?.words ?? []).map(({ word, description }) => `      ${quote(`${word}:${description}`)}`)
  return `#compdef statusgraph
# zsh completion for statusgraph; load with: source <(statusgraph completion zsh)
_statusgraph() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.join('\n')}
    )
    _describe command commands
    _arguments ${top === undefined ? '' : specs(top).join(' ')}
    return
  fi
  local command="$words[2]"
  shift words; (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
# As a file of fpath it is called when it is needed; when it was sourced it registers itself.
if [[ "$funcstack[1]" == _statusgraph ]]; then _statusgraph "$@"; else compdef _statusgraph statusgraph; fi
`
}

function writeFish(offers: readonly Offer[]): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
  const lines = offers.flatMap((offer) => {
    const when =
      offer.names.length === 0 ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${offer.names.join(' ')}`
    const start = `complete -c statusgraph -n ${quote(when)}`
    const words = offer.words.map(
      ({ word, description }) => `${start} -f -a ${word}${description === '' ? '' : ` -d ${quote(description)}`}`,
    )
    const options = offer.options.map(({ flags, value, choices, description }) => {
      const named = flags
        .map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
        .join(' ')
      const values = choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : ' -x'
      const takes = value === '' ? '' : namesFile(value) ? ' -r -F' : values
      return `${start} ${named}${takes} -d ${quote(description)}`
    })
    return [...words, ...options, ...(offer.takesFiles ? [`${start} -F`] : [])]
  })
  return [
    '# fish completion for statusgraph; load with: statusgraph completion fish | source',
    'complete -c statusgraph -f',
    ...lines,
    '',
  ].join('\n')
}
