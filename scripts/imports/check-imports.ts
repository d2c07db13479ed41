import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import type { ICruiseResult, IModule } from 'dependency-cruiser'
import { rules } from './rules.ts'

export interface ImportReport {
  /** How many files were read: a check that saw nothing has proved nothing. */
  readonly modules: number
  /** One sentence for each import that breaks a rule. */
  readonly violations: readonly string[]
}

const folders = ['packages', 'demo', 'e2e', 'bench', 'scripts']

/** Reads every import below a folder that is laid out as the project is, and holds it against the rules. */
export async function checkImports(root: string): Promise<ImportReport> {
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      ruleSet: rules,
      validate: true,
      parser: 'swc',
      // Imports of types count too: they couple as much as any other.
      tsPreCompilationDeps: true,
      combinedDependencies: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|data|fixtures|testdata)/' },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  )
  if (typeof output === 'string') throw new TypeError('dependency-cruiser gave no result')
  return {
    modules: output.modules.filter(({ source }) => isOurs(source)).length,
    violations: [...describeViolations(output), ...findUndeclaredPackages(root, output.modules)],
  }
}

function describeViolations({ summary }: ICruiseResult): readonly string[] {
  return summary.violations.map(({ from, to, rule, cycle }) => {
    const path = cycle ? ` (by ${cycle.map(({ name }) => name).join(', ')})` : ''
    const comment = rules.forbidden?.find(({ name }) => name === rule.name)?.comment ?? ''
    return `${from} imports ${to}${path}: ${comment} [${rule.name}]`
  })
}

/** Workspaces find each other without a word in package.json, so their declarations are checked here. */
function findUndeclaredPackages(root: string, modules: readonly IModule[]): readonly string[] {
  const declared = new Map(
    globSync('{packages/*,demo,e2e,bench}/package.json', { cwd: root }).map((file) => [
      file.replace(/\/package\.json$/, ''),
      readFileSync(join(root, file), 'utf8'),
    ]),
  )
  return modules.flatMap(({ source, dependencies }) => {
    const manifest = declared.get(/^(packages\/[^/]+|[^/]+)\//.exec(source)?.[1] ?? '')
    if (manifest === undefined) return []
    return dependencies
      .filter(({ module }) => module.startsWith('@statusgraph/') && !manifest.includes(`"${packageOf(module)}"`))
      .map(
        ({ module }) => `${source} imports ${module}, which its package.json does not name [declare-what-you-import]`,
      )
  })
}

/** `@statusgraph/sources` of `@statusgraph/sources/testing`. */
function packageOf(module: string): string {
  return module.split('/').slice(0, 2).join('/')
}

function isOurs(source: string): boolean {
  return folders.some((folder) => source.startsWith(`${folder}/`)) && /\.tsx?$/.test(source)
}
