import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './run-command.ts'
import { MissingToolError } from './missing-tool.ts'

interface Order {
  /** Where unpacked packages are kept between runs. */
  readonly folder: string
  readonly package: string
  readonly companions: readonly string[]
  readonly withDependencies: boolean
  /** Makes what was unpacked ready for use. */
  readonly prepare: (root: string) => Promise<void>
  readonly report: (line: string) => void
}

/**
 * Downloads a Debian package and unpacks it (and, if wanted, all that it depends on and this machine lacks) into a
 * folder of its own, whose path it returns. A folder that is there is complete: everything happens in a folder beside
 * it that is renamed at the end, so an interrupted run leaves nothing half done and two runs at once do no harm.
 */
export async function unpackDebianPackages(order: Order): Promise<string> {
  const finished = join(order.folder, order.package)
  if (existsSync(finished)) return finished
  await mkdir(order.folder, { recursive: true })
  await sweepAbandoned(order.folder)
  const workshop = join(order.folder, `unfinished-${process.pid}-${randomUUID()}`)
  const downloads = join(workshop, 'downloads')
  const root = join(workshop, 'root')
  try {
    await mkdir(downloads, { recursive: true })
    await mkdir(root)
    order.report(`fetching Debian's package ${order.package} into ${order.folder} (nothing is installed)`)
    await download(order, downloads, join(order.folder, `package-lists-${process.pid}`))
    for (const file of (await readdir(downloads)).filter((name) => name.endsWith('.deb'))) {
      await runCommand('dpkg-deb', ['-x', join(downloads, file), root])
    }
    await order.prepare(root)
    await rename(root, finished).catch((error: unknown) => {
      // Another run was faster; what it unpacked is as good as ours.
      if (!existsSync(finished)) throw error
    })
    return finished
  } catch (cause) {
    throw new MissingToolError(order.package, `it could not be fetched (${messageOf(cause)})`, { cause })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

/** First with the package lists of the machine; when these are empty or too old, with fresh ones of our own. */
async function download(order: Order, into: string, ownLists: string): Promise<void> {
  try {
    await downloadWith([], order, into)
  } catch (firstFailure) {
    if (isMissingProgram(firstFailure)) throw new Error('this machine has no apt-get', { cause: firstFailure })
    order.report('the package lists of this machine are missing or old; reading fresh ones into .tools')
    try {
      await mkdir(join(ownLists, 'partial'), { recursive: true })
      const options = optionsForOwnLists(ownLists)
      await runCommand('apt-get', [...options, '-q', 'update'])
      await downloadWith(options, order, into)
    } finally {
      await rm(ownLists, { recursive: true, force: true })
    }
  }
}

async function downloadWith(options: readonly string[], order: Order, into: string): Promise<void> {
  const wanted = [order.package, ...order.companions]
  const packages = order.withDependencies ? await listInstallations(options, wanted) : wanted
  await runCommand('apt-get', [...options, '-q', 'download', ...packages], { cwd: into })
}

/** What an installation would unpack, each with its version: the packages themselves and whatever is not there yet. */
async function listInstallations(options: readonly string[], wanted: readonly string[]): Promise<readonly string[]> {
  const simulate = ['-q', 'install', '--simulate', '--reinstall', '--no-install-recommends', ...wanted]
  const plan = await runCommand('apt-get', [...options, ...simulate])
  return [...plan.matchAll(/^Inst (\S+)(?: \[[^\]]*\])? \((\S+)/gm)].map(([, name, version]) => `${name}=${version}`)
}

function optionsForOwnLists(folder: string): readonly string[] {
  return [
    `Dir::State::Lists=${folder}`,
    'Dir::Cache::pkgcache=',
    'Dir::Cache::srcpkgcache=',
    // Root may own folders that apt's own user cannot enter.
    'APT::Sandbox::User=root',
    'Acquire::Retries=3',
  ].flatMap((option) => ['-o', option])
}

/** Removes what runs that were killed left behind. */
async function sweepAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^(?:unfinished|package-lists)-(\d+)/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function isMissingProgram(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
