import type { ImportFormat } from '@statusgraph/importers'
import type { ExportFormat } from '@statusgraph/protocol'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { ExportCommandOptions } from './commands/export.ts'
import type { PushOptions } from './commands/push.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/**
 * The commands, their options and their help. Each command's code is loaded when it is called, so that `--help` and
 * `completion` answer at once.
 *
 * @param end receives the exit code of the command that ran
 */
export function buildProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const program = new Command('statusgraph')
    .description('The status page for a distributed system: a live map.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('(statusgraph --help lists commands and options)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride()
    .hook('preAction', (_, command) => refuseEmpty(command))
  addServe(program, terminal, end)
  addCheck(program, terminal, end)
  addImport(program, terminal, end)
  addExport(program, terminal, end)
  addMigrate(program, terminal, end)
  addExplain(program, terminal, end)
  addPush(program, terminal, end)
  addCompletion(program, terminal)
  return program
}

/** An unset variable of a shell would otherwise mean the folder that the command happens to be called in. */
function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    if (command.getOptionValue(option.attributeName()) === '') command.error(`error: ${option.long} is empty`)
  }
  command.registeredArguments.forEach((argument, index) => {
    const given: unknown = command.processedArgs[index]
    const isEmpty = Array.isArray(given) ? given.includes('') : given === ''
    if (isEmpty) command.error(`error: <${argument.name()}> is empty`)
  })
}

type Add = (program: Command, terminal: Terminal, end: (exitCode: number) => void) => void

const addServe: Add = (program, terminal, end) => {
  program
    .command('serve')
    .alias('server')
    .description('run the server; without a configuration it runs with no upstream')
    .option('--config <file or folder>', 'the configuration (STATUSGRAPH_CONFIG)')
    .option('--data-dir <folder>', 'where the database lives (STATUSGRAPH_DATA_DIR; default: ./data)')
    .option('--listen <address:port>', 'where to listen (STATUSGRAPH_LISTEN; default: 127.0.0.1:8000)')
    .action(async (options: { config?: string; dataDir?: string; listen?: string }) => {
      const { serve } = await import('./commands/serve.ts')
      end(await serve(terminal, options))
    })
}

const addCheck: Add = (program, terminal, end) => {
  program
    .command('check')
    .description('validate configurations and graph documents; exit 0 good, 1 bad, 3 only warnings')
    .argument('<file or folder...>', 'what to check; the configuration files of one folder belong together')
    .option('--online', 'also ask the upstreams of the configurations')
    .action(async (paths: readonly string[], options: { online?: boolean }) => {
      const { check } = await import('./commands/check.ts')
      end(await check(terminal, paths, { online: options.online === true }))
    })
}

// Named here once more, and held against the formats by their types, because loading these takes longer than `--help` may.
const readable = {
  dot: true,
  plantuml: true,
  mermaid: true,
  d2: true,
  drawio: true,
  structurizr: true,
  likec4: true,
  excalidraw: true,
  compose: true,
  kubernetes: true,
  backstage: true,
  statusgraph: true,
} satisfies Record<ImportFormat, true>
const writable = {
  statusgraph: true,
  yaml: true,
  json: true,
  dot: true,
  mermaid: true,
  plantuml: true,
  d2: true,
  drawio: true,
  svg: true,
} satisfies Record<ExportFormat, true>

function readWritable(format: string): string {
  if (Object.hasOwn(writable, format)) return format
  throw new InvalidArgumentError(
    format === 'png'
      ? 'PNG is made by the page (Menu → Picture …), which has the fonts for every name; svg is a picture, too.'
      : `Allowed choices are ${Object.keys(writable).join(', ')}.`,
  )
}

const addImport: Add = (program, terminal, end) => {
  program
    .command('import')
    .description('read a diagram of another tool and print it as a graph document, in JSON')
    .argument(
      '<file or folder...>',
      'the diagram; - is stdin; many files or a folder are one set of Kubernetes or Backstage manifests, or one Structurizr or LikeC4 project',
    )
    .addOption(
      new Option('--format <format>', 'what the file is; default: what it looks like').choices(Object.keys(readable)),
    )
    .option('--choice <id>', 'which diagram of a file that holds several')
    .option('--json', 'print the diagnostics and choices too, in JSON')
    .action(async (paths: readonly string[], options: { format?: ImportFormat; choice?: string; json?: boolean }) => {
      const { importDiagram } = await import('./commands/import.ts')
      end(await importDiagram(terminal, paths, options))
    })
}

const addExport: Add = (program, terminal, end) => {
  program
    .command('export')
    .description('write a graph document in the format of another tool')
    .argument('<file>', 'the graph document; - is stdin')
    .addOption(
      new Option('--format <format>', 'statusgraph is the same as json; svg is a picture')
        .choices(Object.keys(writable))
        .argParser(readWritable)
        .makeOptionMandatory(),
    )
    .option('--lamps', 'with the lamps of this moment, as colours and words, of the graph with this id on the server')
    .option('--server <url>', 'the server to ask (STATUSGRAPH_SERVER; default: http://127.0.0.1:8000)')
    .addOption(new Option('--theme <theme>', 'of a picture; default: light').choices(['light', 'dark']))
    .action(async (path: string, options: ExportCommandOptions) => {
      const { exportDocument } = await import('./commands/export.ts')
      end(await exportDocument(terminal, path, options))
    })
}

const addMigrate: Add = (program, terminal, end) => {
  program
    .command('migrate')
    .description("take over the graphs of the original Statusgraph's data folder; exit 3 when some were skipped")
    .argument('<folder>', 'the data folder of the original; it is only read')
    .option('--data-dir <folder>', 'where the database lives (STATUSGRAPH_DATA_DIR; default: ./data)')
    .action(async (folder: string, options: { dataDir?: string }) => {
      const { migrate } = await import('./commands/migrate.ts')
      end(await migrate(terminal, folder, options))
    })
}

const addExplain: Add = (program, terminal, end) => {
  program
    .command('explain')
    .description('say why a node has its colour')
    .argument('<graph>', 'id of the graph')
    .argument('<node>', 'id or name of the node')
    .option('--server <url>', 'the server to ask (STATUSGRAPH_SERVER; default: http://127.0.0.1:8000)')
    .option('--json', 'print what the server says')
    .action(async (graph: string, node: string, options: { server?: string; json?: boolean }) => {
      const { explain } = await import('./commands/explain.ts')
      end(await explain(terminal, graph, node, options))
    })
}

const addPush: Add = (program, terminal, end) => {
  program
    .command('push')
    .description('push nodes and edges as a source of discovery; exit 3 when some were rejected')
    .argument('<file>', 'a topology, operations a line each, a graph document or a diagram; - is stdin')
    .requiredOption('--source <name>', 'who says it')
    .option('--server <url>', 'the server to push to (STATUSGRAPH_SERVER; default: http://127.0.0.1:8000)')
    .option('--token-file <file>', 'holds the token of the source (the token itself: STATUSGRAPH_PUSH_TOKEN)')
    .option('--snapshot', 'it is everything: what it leaves out is gone; the default for anything but operations')
    .option('--batch', 'only add and change; the default for operations')
    .option('--ttl <time>', 'how long it is believed without being said again, such as 90s, 30m, 1h or 7d')
    .option('--json', 'print the answer in JSON')
    .action(async (path: string, options: PushOptions) => {
      const { push } = await import('./commands/push.ts')
      end(await push(terminal, path, options))
    })
}

function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { writeCompletion } = await import('./commands/completion.ts')
      terminal.out(writeCompletion(program, shell))
    })
}
