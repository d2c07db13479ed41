import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The libraries and fonts of a browser that was unpacked into a folder and not installed. */
export async function describeBrowserSurroundings(root: string): Promise<Readonly<Record<string, string>>> {
  const libraries = [
    ...(await findLibraryFolders(join(root, 'usr/lib'))),
    ...(await findLibraryFolders(join(root, 'lib'))),
  ]
  const inherited = process.env['LD_LIBRARY_PATH']
  return {
    LD_LIBRARY_PATH: [...libraries, ...(inherited ? [inherited] : [])].join(':'),
    FONTCONFIG_FILE: await writeFontConfiguration(root),
  }
}

/** Every folder that holds a shared library by name; plug-ins, which are not called lib…, do not count. */
async function findLibraryFolders(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const below = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => findLibraryFolders(join(folder, entry.name))),
  )
  const holdsLibraries = entries.some((entry) => !entry.isDirectory() && /^lib.+\.so(\.|$)/.test(entry.name))
  return holdsLibraries ? [folder, ...below.flat()] : below.flat()
}

/** The configuration in the package points at absolute paths, where nothing was installed; ours knows both places. */
async function writeFontConfiguration(root: string): Promise<string> {
  const file = join(root, 'fonts.conf')
  if (existsSync(file)) return file
  const cache = join(root, 'font-cache')
  await mkdir(cache, { recursive: true })
  const unfinished = `${file}.${process.pid}`
  await writeFile(
    unfinished,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${root}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`,
  )
  await rename(unfinished, file)
  return file
}
