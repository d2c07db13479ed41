import { CommanderError } from 'commander'
import { buildProgram } from './program.ts'
import { CommandFailure } from './terminal.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command and says with which code the process should end. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0
  const program = buildProgram(terminal, (exitCode) => {
    code = exitCode
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    // Commander has said already what is wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode
    if (error instanceof CommandFailure) {
      terminal.err(`error: ${error.message}\n`)
      return 1
    }
    throw error
  }
}
