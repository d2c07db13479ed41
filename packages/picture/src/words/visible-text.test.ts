import { expect, test } from 'vitest'
import { revealHidden } from './visible-text.ts'

test('marks that turn the reading direction are made visible', () => {
  expect(revealHidden('user\u202egnp.exe')).toBe('user⟨U+202E⟩gnp.exe')
  expect(revealHidden('a\u200bb\u2066c')).toBe('a⟨U+200B⟩b⟨U+2066⟩c')
})

test('ordinary texts of any script stay as they are', () => {
  for (const text of ['checkout.svc', 'Zürich', 'שלום', '服务', '👩‍🚒'.replace('\u200d', '')]) {
    expect(revealHidden(text)).toBe(text)
  }
})
