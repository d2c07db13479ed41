import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { unpackDebianPackages } from './debian-packages.ts'
import { describeBrowserSurroundings } from './browser-surroundings.ts'
import { MissingToolError } from './missing-tool.ts'

/** What the demo and the tests run besides Node. */
export const toolNames = ['prometheus', 'promtool', 'prometheus-alertmanager', 'amtool', 'chromium'] as const
export type ToolName = (typeof toolNames)[number]

/** A program that is there, and what must be added to the environment of whoever starts it. */
export interface Tool {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

interface Recipe {
  /** What the program may be called on the path of a machine, Debian's name first. */
  readonly names: readonly string[]
  /** The Debian package, what else must come with it, and where the program lies in it. */
  readonly package: string
  readonly companions: readonly string[]
  readonly file: string
  /** Servers link nothing but libc; a browser needs all that its package depends on. */
  readonly needsDependencies: boolean
}

const server = { companions: [], needsDependencies: false }
const recipes: Readonly<Record<ToolName, Recipe>> = {
  prometheus: { ...server, names: ['prometheus'], package: 'prometheus', file: 'usr/bin/prometheus' },
  promtool: { ...server, names: ['promtool'], package: 'prometheus', file: 'usr/bin/promtool' },
  'prometheus-alertmanager': {
    ...server,
    names: ['prometheus-alertmanager', 'alertmanager'],
    package: 'prometheus-alertmanager',
    file: 'usr/bin/prometheus-alertmanager',
  },
  amtool: { ...server, names: ['amtool'], package: 'prometheus-alertmanager', file: 'usr/bin/amtool' },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    package: 'chromium',
    companions: ['fonts-dejavu-core', 'fontconfig-config'],
    file: 'usr/lib/chromium/chromium',
    needsDependencies: true,
  },
}

const toolsFolder = join(import.meta.dirname, '../../.tools')

/**
 * Finds a program on the path, or unpacks Debian's package of it into the ignored folder `.tools/`. That needs no
 * root, installs nothing and starts nothing. `STATUSGRAPH_TOOLS=fetch` in the environment leaves the path out.
 *
 * @example
 * const { path, env } = await findTool('promtool')
 * spawnSync(path, ['--version'], { env: { ...process.env, ...env } })
 */
export async function findTool(name: ToolName): Promise<Tool> {
  const recipe = recipes[name]
  const onPath = process.env['STATUSGRAPH_TOOLS'] === 'fetch' ? undefined : await findOnPath(recipe.names)
  if (onPath !== undefined) return { path: onPath, env: {} }
  const root = await unpackDebianPackages({
    folder: toolsFolder,
    package: recipe.package,
    companions: recipe.companions,
    withDependencies: recipe.needsDependencies,
    report: (line) => process.stderr.write(`${line}\n`),
  })
  const path = join(root, recipe.file)
  if (!(await isExecutable(path))) {
    throw new MissingToolError(recipe.package, `the package ${recipe.package} of this system holds no ${recipe.file}`)
  }
  return { path, env: name === 'chromium' ? await describeBrowserSurroundings(root) : {} }
}

async function findOnPath(names: readonly string[]): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (await isExecutable(path)) return path
    }
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
