import { expect, it } from 'vitest'
import { judgeNumber, newPracticeNumber, typeDigits } from './practice-number'

it('P8 the practice number looks like that of a sign-in: two digits', () => {
  const numbers = Array.from({ length: 500 }, newPracticeNumber)
  for (const number of numbers) expect(number).toMatch(/^[1-9]\d$/)
  expect(new Set(numbers).size).toBeGreaterThan(20)
})

it('P8 a wrong number is reported and typed again; it costs nothing', () => {
  expect(judgeNumber('12', '34')).toEqual({ digits: '', isWrong: true })
  expect(typeDigits('3')).toEqual({ digits: '3', isWrong: false })
  expect(judgeNumber('34', '34')).toBeNull()
})
