import { Argument, Command } from 'commander'
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
  addServe(program, terminal, end)
  addCheck(program, terminal, end)
  addMigrate(program, terminal, end)
  addExplain(program, terminal, end)
  addCompletion(program, terminal)
  return program
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
