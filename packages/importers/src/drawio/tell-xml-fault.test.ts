import { expect, test } from 'vitest'
import { readXml } from './read-xml.ts'

const head = '<mxfile>\n  <diagram>\n    '

test.each([
  [
    `${head}<root><mxCell id="0">text`,
    3,
    11,
    'The file ends within <mxCell>, which was opened here: </mxCell> was expected.',
  ],
  [`${head}<root><mxCell id="0"/>`, 3, 5, 'The file ends within <root>, which was opened here: </root> was expected.'],
  ['<mxfile>', 1, 1, 'The file ends within <mxfile>, which was opened here: </mxfile> was expected.'],
  [
    `${head}<root><mxCell id="0" val`,
    3,
    11,
    'The file ends within the tag <mxCell>, which begins here: ">" was expected.',
  ],
  [
    `${head}<root><mxCell value="Ca`,
    3,
    11,
    'The file ends within the tag <mxCell>, which begins here: a closing quotation mark (") was expected.',
  ],
  [`${head}</diag`, 3, 5, 'The file ends within the tag </diag>, which begins here: ">" was expected.'],
  [`${head}<!-- a <b>`, 3, 5, 'The file ends within a comment, which was opened here: --> was expected.'],
  ['<a/>\n<!-- b', 2, 1, 'The file ends within a comment, which was opened here: --> was expected.'],
  [
    `${head}</mxfile>`,
    3,
    5,
    '</diagram> was expected, because <diagram> was opened in line 2, column 3; </mxfile> was found.',
  ],
  ['<a/>\n</b>', 2, 1, '</b> closes nothing: no element is open here.'],
  ['<a></a>\n<b></b>', 2, 1, 'The end of the file was expected, because its one element is closed; <b> was found.'],
  ['<a>\n</', 2, 1, 'The file ends within a tag, which begins here: ">" was expected.'],
  ['<a>\n 1 < 2</a>', 2, 4, 'No tag begins here: the sign "<" is written &lt; in a text.'],
  ['<a>\n<b c="1" c="2"/>', 2, 10, 'This is no XML: the attribute "c" stands twice in one tag.'],
  ['<a>\n<b c/></a>', 2, 4, 'This is no XML: the attribute "c" has no value: ="…" was expected behind it.'],
  ['<a>\nB & C</a>', 2, 3, 'This is no XML: the sign "&" is written &amp; in a text.'],
  ['', 1, 1, 'This is no XML: there is no element in it.'],
])('%j is told with its place, and what was expected', (text, line, column, message) => {
  expect(readXml(text)).toEqual({ ok: false, message, at: { line, column } })
})

test('wherever a file is cut off, what is open is told in plain words', () => {
  const text =
    '<?xml version="1.0"?>\n<mxfile a="1">\n<diagram><![CDATA[<x>]]><b c=\'"\' d="1"/>t</diagram><!-- c --></mxfile>'
  expect(readXml(text).ok).toBe(true)
  for (let end = text.indexOf('<mxfile') + 1; end < text.length; end++) {
    expect(readXml(text.slice(0, end))).toMatchObject({ message: expect.stringMatching(/^The file ends within /) })
  }
})
