import { Collection, type Item } from 'postman-collection'
import { describe, expect, test } from 'vitest'
import { undatabasedApi } from '../testing/undatabased-api'
import { toCollection } from './to-collection'

const { documents } = undatabasedApi()

/** Every request as Postman's own library reads it. */
function readItems(document: object): Item[] {
  const items: Item[] = []
  new Collection(JSON.parse(JSON.stringify(toCollection(document)))).forEachItem((item) => items.push(item))
  return items
}

describe('Postman’s own library reads the collection', () => {
  test.each(documents)('$part: every operation once, with its method and address', ({ document }) => {
    const expected = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods as object).map(
        (method) => `${method.toUpperCase()} {{baseUrl}}${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    const read = readItems(document).map(
      ({ request }) => `${request.method} {{baseUrl}}${request.url.getPath({ unresolved: true })}`,
    )
    expect(read.sort()).toEqual(expected.sort())
  })

  test('the token request sends the client’s variables and keeps the bearer; others show it', () => {
    const emr = documents.find(({ part }) => part === 'emr')?.document ?? {}
    const items = readItems(emr)
    const token = items.find(({ name }) => name === 'issueEmrToken')
    expect(token?.request.body?.urlencoded?.get('client_secret')).toBe('{{clientSecret}}')
    expect(JSON.stringify(token?.events.toJSON())).toContain("collectionVariables.set('accessToken'")
    const launch = items.find(({ name }) => name === 'createLaunch')
    expect(launch?.request.auth?.parameters().get('token')).toBe('{{accessToken}}')
    expect(JSON.parse(String(launch?.request.body?.raw))).toMatchObject({ staff_id: 'D0001', terminal_id: 'T-101' })
  })

  test('no secret is in it', () => {
    const variables = (toCollection(documents[0]?.document ?? {}) as { variable: { key: string; value: string }[] })
      .variable
    expect(variables.filter(({ key }) => key !== 'baseUrl').every(({ value }) => value === '')).toBe(true)
  })
})
