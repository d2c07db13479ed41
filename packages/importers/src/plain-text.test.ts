import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCharacters, htmlToText, markdownToText } from './plain-text.ts'

test.each([
  ['<b>Orders</b><br>takes &amp; keeps', 'Orders\ntakes & keeps'],
  ['web<div>frontend</div>', 'web\nfrontend'],
  ['a &lt;b&gt; c', 'a <b> c'],
  ['1 < 2 and <3', '1 < 2 and <3'],
  ['<style>p{}</style>x<!-- no -->y', 'xy'],
  ['<a title="a>b" href=x>go</a>', 'go'],
  ['a <b', 'a <b'],
])('the HTML %j reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})

test('characters are decoded once', () => {
  expect(decodeCharacters('&amp;lt; &#8594; &#x2192; &nope;')).toBe('&lt; → → &nope;')
})

test('Markdown is read without its signs', () => {
  expect(markdownToText('## **A** `b`\n- [c](https://example.org) * d')).toBe('A b\nc * d')
})

test('no text makes it stumble, and lines come out tidy', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const lines = htmlToText(text).split('\n')
      expect(lines.every((line) => line === line.trim())).toBe(true)
    }),
  )
})
