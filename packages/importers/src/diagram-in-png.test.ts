import { deflateRawSync, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'
import { readDiagram } from './read-diagram.ts'

const chunk = (type: string, data: string | Buffer): Buffer => {
  const bytes = Buffer.from(data)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, Buffer.from(type), bytes, Buffer.alloc(4)])
}
const png = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.alloc(13)),
    chunk('tEXt', 'Software\0something'),
    ...chunks,
    chunk('IDAT', Buffer.alloc(40, 7)),
    chunk('IEND', ''),
  ])

const shop =
  '<mxfile><diagram name="Shop"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/><mxCell id="a" value="Über + cart" vertex="1" parent="1"/></root></mxGraphModel></diagram></mxfile>'
const asForm = encodeURIComponent(shop).replaceAll('%20', '+')
const drawing =
  '{"type":"excalidraw","elements":[{"id":"a","type":"rectangle"},{"id":"t","type":"text","text":"Über + cart","containerId":"a"}]}'
const wrapped = JSON.stringify({
  version: '1',
  encoding: 'bstring',
  compressed: true,
  encoded: deflateSync(drawing).toString('latin1'),
})

test.each([
  ['as text', 'drawio', chunk('tEXt', `mxfile\0${encodeURIComponent(shop)}`)],
  [
    'packed as draw.io does',
    'drawio',
    chunk('zTXt', Buffer.concat([Buffer.from('mxGraphModel\0\0'), deflateRawSync(asForm)])),
  ],
  [
    'packed as the standard says',
    'drawio',
    chunk('zTXt', Buffer.concat([Buffer.from('mxfile\0\0'), deflateSync(asForm)])),
  ],
  ['as international text', 'drawio', chunk('iTXt', `mxfile\0\0\0en\0\0${shop}`)],
  ['of Excalidraw', 'excalidraw', chunk('tEXt', Buffer.from(`application/vnd.excalidraw+json\0${wrapped}`, 'latin1'))],
])('a PNG that carries its diagram %s is read as that diagram', async (_, format, carrier) => {
  const result = await readDiagram({ text: decodeText(png(carrier)), name: 'shop.png' })
  expect(result).toMatchObject({ ok: true, format, graph: { nodes: [{ id: 'a', name: 'Über + cart' }] } })
})

test.each([
  ['holds no diagram', png()],
  ['is cut off within its diagram', png(chunk('zTXt', Buffer.from('mxfile\0\0\u0001\u0002'))).subarray(0, 80)],
  [
    'lies about the length of a part',
    Buffer.concat([png().subarray(0, 8), Buffer.alloc(4, 0xff), Buffer.from('tEXt')]),
  ],
  [
    'holds a deflate bomb',
    png(chunk('zTXt', Buffer.concat([Buffer.from('mxfile\0\0'), deflateRawSync(Buffer.alloc(40 * 1024 * 1024, 97))]))),
  ],
])('a PNG that %s is refused with advice', async (_, bytes) => {
  const result = await readDiagram({ text: decodeText(bytes), name: 'shop.png' })
  expect(result.ok).toBe(false)
  expect(result.diagnostics[0]?.message).toMatch(/include a copy of my diagram/)
})
