import { expect, test } from 'vitest'
import { keepPages, type MadePage, withNonce } from './kept-pages'

const page = (body: string, nonce: string | null = 'bm9uY2U='): MadePage => ({
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: Buffer.from(body),
  nonce,
})
const minute = { seconds: 60, plain: false }

function setUp(answer: () => MadePage | Promise<MadePage>) {
  const clock = { at: 0, made: 0 }
  const pages = keepPages({
    make: async () => {
      clock.made += 1
      return answer()
    },
    now: () => clock.at,
  })
  return { clock, pages }
}

test('AT-51 of 50 who ask at once the framework makes the page for one', async () => {
  const { clock, pages } = setUp(() => page('x'))
  await Promise.all(Array.from({ length: 50 }, () => pages.get('/docs', 'ja', minute)))
  expect(clock.made).toBe(1)
  await pages.get('/docs', 'en', minute)
  expect(clock.made).toBe(2)
})

test('a page is made again when its time is over, and not before', async () => {
  const { clock, pages } = setUp(() => page('x'))
  await pages.get('/', 'ja', minute)
  clock.at = 59_999
  await pages.get('/', 'ja', minute)
  expect(clock.made).toBe(1)
  clock.at = 60_000
  await pages.get('/', 'ja', minute)
  expect(clock.made).toBe(2)
})

test('a page that failed is not kept', async () => {
  let status = 500
  const { pages } = setUp(() => ({ ...page('x'), status }))
  await expect(pages.get('/', 'ja', minute)).rejects.toThrow('/ was answered with 500')
  status = 200
  await expect(pages.get('/', 'ja', minute)).resolves.toMatchObject({ contentType: 'text/html; charset=utf-8' })
})

test('every answer has its own nonce in all places', async () => {
  const html = '<script nonce="bm9uY2U=">患者</script><script nonce="bm9uY2U=">2</script>'
  const { pages } = setUp(() => page(html))
  const kept = await pages.get('/', 'ja', minute)
  expect(withNonce(kept, 'b3RoZXI=').toString()).toBe(html.replaceAll('bm9uY2U=', 'b3RoZXI='))
  expect(withNonce(kept, 'dGhpcmQ=').toString()).toBe(html.replaceAll('bm9uY2U=', 'dGhpcmQ='))
})

test('a file without a nonce is answered as it is', async () => {
  const { pages } = setUp(() => page('<svg/>', null))
  expect(withNonce(await pages.get('/icon.svg', 'ja', minute), 'x').toString()).toBe('<svg/>')
})

test('a plain page is kept without its scripts', async () => {
  const { pages } = setUp(() =>
    page(
      `<link rel="preload" as="script" href="/a.js"/><link rel="stylesheet" href="/a.css"/><p>1</p><script>"\\u003c/script>"</script><script src="/a.js" async=""></script><p>2</p>`,
    ),
  )
  const kept = await pages.get('/docs', 'ja', { seconds: 60, plain: true })
  expect(withNonce(kept, 'x').toString()).toBe('<link rel="stylesheet" href="/a.css"/><p>1</p><p>2</p>')
})
