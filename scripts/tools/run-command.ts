import { execFile } from 'node:child_process'

/** Runs a program to its end and gives what it wrote to stdout; a failure carries what it wrote to stderr. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { ...options, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout)
        // The name of the program tells more than its arguments, which may be hundreds of packages.
        const said = stderr.trim().split('\n').slice(-5).join(' ')
        reject(Object.assign(new Error(`${program}: ${said || error.message}`, { cause: error }), { code: error.code }))
      },
    )
  })
}
