import { describe, expect, it } from 'vitest'
import { toPhoneAddress } from './phone-address'

const origin = 'https://authority.example.jp'

describe('which addresses the phone in the browser opens', () => {
  it.each([
    [`${origin}/sign-in#frame`, '/demonstration/phone/sign-in#frame'],
    [`${origin}/register#code`, '/demonstration/phone/register#code'],
    [`${origin}/register/guide?lang=en`, '/demonstration/phone/register/guide?lang=en'],
    [`${origin}/my`, '/demonstration/phone/my'],
  ])('%s', (text, address) => {
    expect(toPhoneAddress(text, origin)).toBe(address)
  })

  it.each([
    'https://authority.example.jp.evil.example/sign-in#frame',
    'https://user@authority.example.jp/sign-in#frame',
    'http://authority.example.jp/sign-in#frame',
    `${origin}/authority`,
    `${origin}//evil.example/sign-in`,
    `${origin}/demonstration/phone`,
    'javascript:alert(1)',
    'just words',
    '',
  ])('AT-67 refused: %s', (text) => {
    expect(toPhoneAddress(text, origin)).toBeNull()
  })
})
