import { expect, test } from 'vitest'
import { phoneName } from './phone-name'

test.each([
  ['as given', 'わたしの携帯', null, 'わたしの携帯'],
  ['control and direction marks removed', ' a\r\nb\u202ec ', null, 'a b c'],
  ['cut to 64 characters, never inside one', '😀'.repeat(70), null, '😀'.repeat(64)],
  ['nothing given, iPhone', undefined, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 'iPhone'],
  ['only white space, Android', ' \u0000', 'Mozilla/5.0 (Linux; Android 15; Pixel 9)', 'Android'],
  ['nothing known', undefined, null, 'スマートフォン'],
])('name of a phone: %s', (_, given, userAgent, name) => {
  expect(phoneName(given, userAgent)).toBe(name)
})
