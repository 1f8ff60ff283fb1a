import { expect, test } from 'vitest'
import { rowLooks } from './today-look'

test('D1 each state has an icon of its own, so that no two differ by colour alone', () => {
  const icons = Object.values(rowLooks).map(({ icon }) => icon)
  expect(new Set(icons).size).toBe(icons.length)
})
