import { mkdir, mkdtemp, realpath, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TeamIcons } from './team-icons.ts'

let root: string
let folder: string

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'statusgraph-icons-')))
  folder = join(root, 'icons')
  await mkdir(folder)
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const circle = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></svg>'

function block(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

function png(width: number, height: number, ...more: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    block('IHDR', head),
    ...more,
    block('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    block('IEND', Buffer.alloc(0)),
  ])
}

async function put(path: string, content: string | Buffer = circle): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), content)
}

async function scanned(...folders: readonly string[]): Promise<TeamIcons> {
  const icons = new TeamIcons(folders.length === 0 ? [folder] : folders)
  await icons.scan()
  return icons
}

test('files of the folder are the set team, those of a folder in it the set of its name, however deep', async () => {
  await put('Billing Service.svg')
  await put('aws/Arch_Compute/64/Arch_AWS-Lambda_64.svg')
  await put('azure/compute/10021-icon-service-Virtual-Machine.svg')
  await put('photos/Us.png', png(8, 8))
  await put('photos/readme.txt', 'no icon')
  await put('.hidden/x.svg')
  await put('__MACOSX/x.svg')
  const { icons, diagnostics } = await scanned()
  expect([...icons.values()].map(({ icon, title, type }) => [icon, title, type])).toEqual([
    ['aws:arch_aws-lambda_64', 'AWS Lambda', 'image/svg+xml'],
    ['azure:10021-icon-service-virtual-machine', 'Virtual Machine', 'image/svg+xml'],
    ['photos:us', 'Us', 'image/png'],
    ['team:billing-service', 'Billing Service', 'image/svg+xml'],
  ])
  expect(diagnostics).toEqual([])
})

test('a bad file is named with its reason, and the others are served', async () => {
  await put('good.svg')
  await put('bomb.svg', '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>')
  await put('scripted.svg', circle.replace('<circle', '<script>alert(1)</script><circle'))
  await put('large.svg', circle.replace('<circle', `<desc>${'x'.repeat(70_000)}</desc><circle`))
  await put('huge.png', png(513, 8))
  await put('heavy.png', Buffer.concat([png(8, 8), Buffer.alloc(300_000)]))
  await put('cut.png', png(8, 8).subarray(0, 50))
  await put('liar.png', '<svg/>')
  await put('数据.svg')
  await put('none/x.svg')
  const { icons, diagnostics } = await scanned()
  expect([...icons.keys()]).toEqual(['team:good', 'team:scripted'])
  expect(icons.get('team:scripted')?.bytes.toString()).not.toContain('script')
  const said = Object.fromEntries(diagnostics.map(({ file, message, refused }) => [file, [message, refused]]))
  expect(said).toEqual({
    'bomb.svg': [expect.stringContaining('DOCTYPE'), true],
    'scripted.svg': ['it is shown without <script>', false],
    'large.svg': ['it is larger than 64 KiB', true],
    'huge.png': ['it is 513 × 8 pixels, and 512 × 512 is the most', true],
    'heavy.png': ['it is larger than 256 KiB', true],
    'cut.png': ['it is cut off', true],
    'liar.png': ['it is not a PNG', true],
    '数据.svg': ['its name has no letter a to z and no digit', true],
    'none/x.svg': ['a folder of icons cannot be called "none", which stands for no icon', true],
  })
})

test('of a PNG only what draws is served: no text, no profile, nothing behind its end', async () => {
  const script = Buffer.from('<script>alert(1)</script>')
  await put('x.png', Buffer.concat([png(8, 8, block('tEXt', script), block('iCCP', script)), script]))
  const { icons } = await scanned()
  expect(icons.get('team:x')?.bytes).toEqual(png(8, 8))
})

test('links that lead out of the folder are refused, and links within it are followed', async () => {
  await writeFile(join(root, 'secret.svg'), circle)
  await mkdir(join(root, 'elsewhere'))
  await writeFile(join(root, 'elsewhere/secret.svg'), circle)
  await mkdir(join(root, 'icons-of-others'))
  await writeFile(join(root, 'icons-of-others/secret.svg'), circle)
  await put('..2026_11/real.svg')
  await symlink('..2026_11', join(folder, '..data'))
  await symlink('..data/real.svg', join(folder, 'real.svg'))
  await symlink('../secret.svg', join(folder, 'file-out.svg'))
  await symlink('../elsewhere', join(folder, 'folder-out'))
  await symlink('../icons-of-others/secret.svg', join(folder, 'neighbour.svg'))
  await symlink('nowhere.svg', join(folder, 'dangling.svg'))
  await symlink('.', join(folder, 'loop'))
  const { icons, diagnostics } = await scanned()
  expect([...icons.keys()]).toEqual(['team:real'])
  const refused = diagnostics.filter(({ message }) => message.includes('leads out')).map(({ file }) => file)
  expect(new Set(refused)).toEqual(new Set(['file-out.svg', 'folder-out', 'neighbour.svg', 'dangling.svg']))
})

test('of an SVG and a PNG of one name the SVG is shown, and of two files alike the first', async () => {
  await put('a.png', png(8, 8))
  await put('a.svg')
  await put('aws/32/b.svg')
  await put('aws/64/b.svg')
  const { icons, diagnostics } = await scanned()
  expect(icons.get('team:a')?.type).toBe('image/svg+xml')
  expect(diagnostics).toEqual([
    { file: 'aws/64/b.svg', message: 'its name aws:b is that of aws/32/b.svg', refused: true },
  ])
})

test('a file that changes, comes or goes is seen at the next look, and a folder that cannot be seen loses nothing', async () => {
  await put('a.svg')
  await put('b.svg')
  const icons = await scanned()
  const before = icons.icons.get('team:a')
  await put('a.svg', circle.replace('r="1"', 'r="0.5"'))
  await rm(join(folder, 'b.svg'))
  await put('c.svg')
  await icons.scan()
  expect([...icons.icons.keys()]).toEqual(['team:a', 'team:c'])
  expect(icons.icons.get('team:a')?.digest).not.toBe(before?.digest)
  await rename(folder, join(root, 'away'))
  await icons.scan()
  expect(icons.diagnostics).toMatchObject([{ file: folder, message: expect.stringContaining('cannot be read') }])
  await rename(join(root, 'away'), folder)
  await icons.scan()
  expect([...icons.icons.keys()]).toEqual(['team:a', 'team:c'])
  expect(icons.diagnostics).toEqual([])
})

test('several folders are one: the first that has a name keeps it', async () => {
  await put('a.svg')
  const other = join(root, 'other')
  await mkdir(other)
  await writeFile(join(other, 'a.svg'), circle)
  await writeFile(join(other, 'b.svg'), circle)
  const { icons, diagnostics } = await scanned(folder, other)
  expect([...icons.keys()]).toEqual(['team:a', 'team:b'])
  expect(diagnostics).toHaveLength(1)
})

test('more than 5,000 icons are too many: the first 5,000 are served, and the rest is said once', async () => {
  const names = Array.from({ length: 5_003 }, (_, at) => `i${String(at).padStart(4, '0')}.svg`)
  for (let at = 0; at < names.length; at += 500) await Promise.all(names.slice(at, at + 500).map((name) => put(name)))
  const { icons, diagnostics } = await scanned()
  expect(icons.size).toBe(5_000)
  expect(diagnostics).toMatchObject([{ file: 'i5000.svg', message: expect.stringContaining('more than 5000 icons') }])
}, 60_000)

test('a file that is still being written is read again when it has grown', async () => {
  await put('a.svg')
  await truncate(join(folder, 'a.svg'), 40)
  const icons = await scanned()
  expect(icons.icons.size).toBe(0)
  expect(icons.diagnostics).toMatchObject([{ file: 'a.svg', refused: true }])
  await put('a.svg')
  await icons.scan()
  expect([...icons.icons.keys()]).toEqual(['team:a'])
  expect(icons.diagnostics).toEqual([])
})
