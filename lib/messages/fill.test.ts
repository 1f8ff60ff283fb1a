import { expect, it } from 'vitest'
import { fill } from './fill'

it.each([
  { name: 'a value', template: 'あと{tries}回', values: { tries: 4 }, expected: 'あと4回' },
  { name: 'the same place twice', template: '{a}-{a}', values: { a: 'x' }, expected: 'x-x' },
  { name: 'a value is not read again', template: '{a}{b}', values: { a: '{b}', b: '$&' }, expected: '{b}$&' },
  { name: 'a missing value leaves the place', template: '残り {time}', values: {}, expected: '残り {time}' },
  { name: 'an inherited property is no value', template: '{toString}', values: {}, expected: '{toString}' },
])('fills $name', ({ template, values, expected }) => {
  expect(fill(template, values)).toBe(expected)
})
