import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { unpackDebianPackages } from './debian-packages.ts'
import { describeBrowserSurroundings } from './browser-surroundings.ts'
import { MissingToolError } from './missing-tool.ts'
import { relocate } from './relocate.ts'

/** What the demo and the tests run besides Node. */
export const toolNames = ['prometheus', 'promtool', 'prometheus-alertmanager', 'amtool', 'chromium'] as const
export type ToolName = (typeof toolNames)[number]

/** A program that is there, and what must be added to the environment of whoever starts it. */
export interface Tool {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  /** Where it must be started, if that matters. */
  readonly cwd?: string
}

/** A Debian package that holds tools. */
interface Package {
  readonly name: string
  /** What else must come with it. */
  readonly companions: readonly string[]
  /** Servers link nothing but libc; a browser needs all that its package depends on. */
  readonly needsDependencies: boolean
  /** The program that looks for its templates and pages in a folder that is built into it, and that folder. */
  readonly builtIn?: { readonly program: string; readonly share: string }
}

interface Recipe {
  /** What the program may be called on the path of a machine, Debian's name first. */
  readonly names: readonly string[]
  readonly package: Package
  /** Where the program lies in the package. */
  readonly file: string
}

const prometheus: Package = {
  name: 'prometheus',
  companions: [],
  needsDependencies: false,
  builtIn: { program: 'usr/bin/prometheus', share: 'usr/share/prometheus' },
}
const alertmanager: Package = {
  name: 'prometheus-alertmanager',
  companions: [],
  needsDependencies: false,
  builtIn: { program: 'usr/bin/prometheus-alertmanager', share: 'usr/share/prometheus' },
}
const chromium: Package = {
  name: 'chromium',
  companions: ['fonts-dejavu-core', 'fontconfig-config'],
  needsDependencies: true,
}

const recipes: Readonly<Record<ToolName, Recipe>> = {
  prometheus: { names: ['prometheus'], package: prometheus, file: 'usr/bin/prometheus' },
  promtool: { names: ['promtool'], package: prometheus, file: 'usr/bin/promtool' },
  'prometheus-alertmanager': {
    names: ['prometheus-alertmanager', 'alertmanager'],
    package: alertmanager,
    file: 'usr/bin/prometheus-alertmanager',
  },
  amtool: { names: ['amtool'], package: alertmanager, file: 'usr/bin/amtool' },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    package: chromium,
    file: 'usr/lib/chromium/chromium',
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
  const { name: packageName, companions, needsDependencies, builtIn } = recipe.package
  const root = await unpackDebianPackages({
    folder: toolsFolder,
    package: packageName,
    companions,
    withDependencies: needsDependencies,
    prepare: async (unpacked) => {
      if (builtIn) await relocate(join(unpacked, builtIn.program), `/${builtIn.share}`)
    },
    report: (line) => process.stderr.write(`${line}\n`),
  })
  const path = join(root, recipe.file)
  if (!(await isExecutable(path))) {
    throw new MissingToolError(packageName, `the package ${packageName} of this system holds no ${recipe.file}`)
  }
  return {
    path,
    env: name === 'chromium' ? await describeBrowserSurroundings(root) : {},
    ...(builtIn?.program === recipe.file && { cwd: join(root, builtIn.share) }),
  }
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
