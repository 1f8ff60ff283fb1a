import { expect, test } from 'vitest'
import { drawMatchNumbers } from './match-choices'

test('Q7 two digits, three distinct choices, the right one at every place equally often', () => {
  const places = [0, 0, 0]
  const numbers = new Set<string>()
  for (let round = 0; round < 6_000; round += 1) {
    const { matchNumber, matchChoices } = drawMatchNumbers('pick')
    expect(new Set(matchChoices).size).toBe(3)
    for (const choice of matchChoices) expect(choice).toMatch(/^\d{2}$/)
    const place = matchChoices.indexOf(matchNumber)
    places[place] = (places[place] ?? 0) + 1
    numbers.add(matchNumber)
  }
  for (const count of places) expect(Math.abs(count - 2_000)).toBeLessThan(250)
  expect(numbers.size).toBe(100)
})

test('AT-35 where the number is typed there are no choices to give it away', () => {
  expect(drawMatchNumbers('type').matchChoices).toEqual([])
})
