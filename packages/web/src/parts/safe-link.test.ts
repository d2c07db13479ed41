import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expandLink } from './link-template.ts'
import { safeLink } from './safe-link.ts'

test.each([
  ['https://runbooks.example/cart', 'https://runbooks.example/cart'],
  ['  http://prometheus:9090/graph?g0.expr=up  ', 'http://prometheus:9090/graph?g0.expr=up'],
  ['mailto:oncall@example.org', 'mailto:oncall@example.org'],
  ['HTTPS://Example.org/A', 'https://example.org/A'],
])('%s can be opened', (text, href) => {
  expect(safeLink(text)).toBe(href)
})

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  '//evil.example/x',
  '/graphs/shop',
  'https:evil.example',
  'https:\\\\evil.example',
  'https://bank.example@evil.example/',
  'https://exa\u0000mple.org',
  'https://',
  '',
])('%j stays plain text', (text) => {
  expect(safeLink(text)).toBeUndefined()
})

test('whatever the text, a link is http, https or mailto', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((rest) => `javascript:${rest}`),
      ),
      (text) => {
        const link = safeLink(text)
        if (link !== undefined) expect(link).toMatch(/^(?:https?|mailto):/)
      },
    ),
  )
})

test('values are encoded and stay where the template put them', () => {
  const template = 'https://grafana.example/d/x?var-service={{service}}&from=now-1h#{{ node }}'
  expect(expandLink(template, { service: 'a&b=c#d/..', node: 'ö 1' })).toBe(
    'https://grafana.example/d/x?var-service=a%26b%3Dc%23d%2F..&from=now-1h#%C3%B6%201',
  )
})

test.each([
  ['https://{{service}}.example/', 'a placeholder in the host'],
  ['{{service}}://example.org/', 'a placeholder in the scheme'],
  ['javascript:alert("{{service}}")', 'a scheme that is not safe'],
  ['https://example.org/{{unknown}}', 'a placeholder without a value'],
  ['https://example.org/{{constructor}}', 'a name that every object has'],
])('%s makes no link: %s', (template) => {
  expect(expandLink(template, { service: 'cart' })).toBeUndefined()
})

test('no value can change scheme or host', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (service) => {
      const link = expandLink('https://example.org/d/{{service}}/x?q={{service}}', { service })
      if (link !== undefined) expect(new URL(link).origin).toBe('https://example.org')
    }),
  )
})
