import { expect, test } from 'vitest'
import { consolePath, queryValue } from './console-path'

test.each([
  { from: {}, query: {}, path: '/admin' },
  { from: { lang: 'en' }, query: {}, path: '/admin?lang=en' },
  { from: { lang: 'en' }, query: { reason: 'ended' }, path: '/admin?reason=ended&lang=en' },
  { from: { lang: ['en', 'ja'] }, query: {}, path: '/admin' },
  { from: { lang: '//evil.example' }, query: {}, path: '/admin' },
  { from: { next: '//evil.example' }, query: {}, path: '/admin' },
])('$from leads to $path', ({ from, query, path }) => {
  expect(consolePath('/admin', from, query)).toBe(path)
})

test.each([
  { value: 'F1', read: 'F1' },
  { value: undefined, read: '' },
  { value: ['F1', 'F2'], read: '' },
  { value: 'F'.repeat(65), read: '' },
  { value: 'F\0', read: '' },
  { value: 'F\n1', read: '' },
])('reads $value as "$read"', ({ value, read }) => {
  expect(queryValue({ facility: value }, 'facility')).toBe(read)
})
