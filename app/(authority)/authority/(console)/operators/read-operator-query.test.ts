import { expect, test } from 'vitest'
import { readOperatorQuery, toOperatorQuery } from './read-operator-query'

test.each([
  { query: {}, filter: { state: null, role: null, text: '' }, after: null },
  { query: { state: 'disabled' }, filter: { state: 'disabled', role: null, text: '' }, after: null },
  { query: { role: 'auditor', text: ' Ｏ１ ' }, filter: { state: null, role: 'auditor', text: 'O1' }, after: null },
  { query: { after: 'O00050' }, filter: { state: null, role: null, text: '' }, after: 'O00050' },
  { query: { state: 'gone', role: 'owner' }, filter: { state: null, role: null, text: '' }, after: null },
  { query: { state: ['enabled', 'disabled'] }, filter: { state: null, role: null, text: '' }, after: null },
  { query: { text: 'x'.repeat(65) }, filter: { state: null, role: null, text: '' }, after: null },
])('$query is read as $filter from $after', ({ query, filter, after }) => {
  expect(readOperatorQuery(query)).toEqual({ filter, after })
})

test.each([
  { state: null, role: null, text: '' },
  { state: 'enabled', role: 'support', text: '見本 & 100%' },
] as const)('a link to the next page keeps %j', (filter) => {
  const query = new URLSearchParams(toOperatorQuery(filter, 'O1'))
  expect(readOperatorQuery(Object.fromEntries(query))).toEqual({ filter, after: 'O1' })
})
