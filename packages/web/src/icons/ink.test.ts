import { expect, test } from 'vitest'
import { judgeInk } from './ink.ts'

function pixels(
  ...colours: readonly (readonly [red: number, green: number, blue: number, alpha?: number])[]
): number[] {
  return colours.flatMap(([red, green, blue, alpha = 255]) => [red, green, blue, alpha])
}

test('a black logo takes the colour of the text around it, so that it is seen on both themes', () => {
  expect(judgeInk(pixels([0, 0, 0], [20, 20, 24], [0, 0, 0, 0]))).toBe('plain')
})

test('a logo with much dark blue is lost on a dark card, and one with a little is not', () => {
  expect(judgeInk(pixels([0, 20, 60], [0, 20, 60], [255, 120, 0]))).toBe('dark')
  expect(judgeInk(pixels([0, 20, 60], [255, 120, 0], [255, 120, 0], [255, 120, 0]))).toBe('colours')
})

test('a white logo is lost on a light card', () => {
  expect(judgeInk(pixels([255, 255, 255], [250, 250, 250], [0, 120, 255, 20]))).toBe('light')
})

test('a yellow logo is seen on a light card', () => {
  expect(judgeInk(pixels([247, 223, 30], [247, 223, 30], [0, 0, 0], [247, 223, 30]))).toBe('colours')
})

test('nothing is said about a drawing of which nothing is seen', () => {
  expect(judgeInk(pixels([0, 0, 0, 0]))).toBe('colours')
})
