import { expect, test } from 'vitest'
import { chooseLanguage } from './check-options'
import type { ShomeiApi } from './embed.d'
import { readFacilityOrigin } from './facility-origin'
import { frameAddress } from './frame/frame-element'
import { opensToTheLeft } from './frame/overlay-position'

type Implementation = typeof import('./embed')
type Same<Left, Right> = [Left] extends [Right] ? ([Right] extends [Left] ? true : false) : false
type EventOf<Listener> = Listener extends (event: infer Event) => void ? Event : never
type OptionsOf<Name extends keyof Implementation> = {
  declared: Required<Parameters<ShomeiApi[Name]>[0]>
  actual: Required<Parameters<Implementation[Name]>[0]>
}
type SameCall<Name extends keyof Implementation> = [
  Same<keyof OptionsOf<Name>['declared'], keyof OptionsOf<Name>['actual']>,
  Same<OptionsOf<Name>['declared'], OptionsOf<Name>['actual']>,
  Same<EventOf<OptionsOf<Name>['declared']['onEvent']>, EventOf<OptionsOf<Name>['actual']['onEvent']>>,
  Same<ReturnType<ShomeiApi[Name]>, ReturnType<Implementation[Name]>>,
]

/** Compared by the compiler: a line that says `true` and is not stops `tsc`. */
const declaredAsImplemented: {
  names: [Same<keyof ShomeiApi, keyof Implementation>]
  signIn: SameCall<'signIn'>
  badge: SameCall<'badge'>
  ensureSignedIn: SameCall<'ensureSignedIn'>
} = {
  names: [true],
  signIn: [true, true, true, true],
  badge: [true, true, true, true],
  ensureSignedIn: [true, true, true, true],
}

test('embed.d.ts declares what embed.ts implements', () => {
  expect(Object.values(declaredAsImplemented).flat()).not.toContain(false)
})

test('the facility’s origin is that of the script’s own address', () => {
  expect(readFacilityOrigin('https://facility.example:8443/embed.js?x=https://evil.example')).toBe(
    'https://facility.example:8443',
  )
  for (const url of [
    null,
    '',
    'embed.js',
    'file:///embed.js',
    'data:text/javascript,1',
    'blob:https://facility.example/1',
  ]) {
    expect(() => readFacilityOrigin(url)).toThrow('load embed.js')
  }
})

test('E5: the frame’s address holds language and colour scheme and nothing else', () => {
  expect(frameAddress('https://facility.example', 'sign-in', { lang: 'ja', theme: 'light', opensLeft: false })).toBe(
    'https://facility.example/embed/frame?lang=ja&theme=light',
  )
  expect(frameAddress('https://facility.example', 'badge', { lang: 'en', theme: 'dark', opensLeft: true })).toBe(
    'https://facility.example/embed/badge?lang=en&theme=dark&align=end',
  )
})

test.each([
  { name: 'at the left edge', badge: { left: 8, width: 200 }, expected: false },
  { name: 'at the right edge', badge: { left: 792, width: 200 }, expected: true },
  { name: 'wider than the page', badge: { left: 0, width: 2_000 }, expected: true },
])('E12 a badge $name opens to the left: $expected', ({ badge, expected }) => {
  expect(opensToTheLeft(badge, 1_000)).toBe(expected)
})

test('the language is the vendor’s choice, else the page’s, else Japanese', () => {
  expect([
    chooseLanguage('en', 'ja'),
    chooseLanguage(undefined, 'en-GB'),
    chooseLanguage('fr', ''),
    chooseLanguage('ja', 'en'),
  ]).toEqual(['en', 'en', 'ja', 'ja'])
})
