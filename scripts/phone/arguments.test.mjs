import { expect, it } from 'vitest'
import { Refusal } from '../process/refusal.mjs'
import { readArguments, requireDisplay } from './arguments.mjs'

const card = 'http://authority.localhost:3000/register#code'

it.each([
  { args: [], read: { isHeadless: false, url: undefined } },
  { args: [card], read: { isHeadless: false, url: card } },
  { args: ['--headless'], read: { isHeadless: true, url: undefined } },
])('understands $args', ({ args, read }) => {
  expect(readArguments(args)).toEqual(read)
})

it.each([[['--headles']], [['nowhere']], [[card, card]], [['--headless', card]], [['javascript:alert(1)']]])(
  'refuses %j with the ways to call it',
  (args) => {
    expect(() => readArguments(args)).toThrow(Refusal)
    expect(() => readArguments(args)).toThrow(/npm run phone/)
  },
)

it.each([
  { platform: 'linux', environment: { DISPLAY: ':0' } },
  { platform: 'linux', environment: { WAYLAND_DISPLAY: 'wayland-0' } },
  { platform: 'darwin', environment: {} },
  { platform: 'win32', environment: {} },
])('opens windows on $platform with $environment', (machine) => {
  expect(() => requireDisplay(machine)).not.toThrow()
})

it('says how to go on without a display', () => {
  expect(() => requireDisplay({ platform: 'linux', environment: {} })).toThrow(/--headless/)
})
