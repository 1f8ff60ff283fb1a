import { expect, test } from 'vitest'
import { isDark } from './frame-theme'

test.each([
  { color: 'rgb(255, 255, 255)', dark: false },
  { color: 'rgb(18, 18, 18)', dark: true },
  { color: 'rgba(0, 0, 0, 1)', dark: true },
  { color: '', dark: false },
  { color: 'Canvas', dark: false },
])('E11 a page on "$color" is dark: $dark', ({ color, dark }) => {
  expect(isDark(color)).toBe(dark)
})
