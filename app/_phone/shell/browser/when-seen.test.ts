import { expect, it } from 'vitest'
import { type PageVisibility, whenSeen } from './when-seen'

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  prerendering = false
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending')
  await Promise.resolve()
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

it('Q3 a visible page is seen at once', async () => {
  await expect(whenSeen(new Page() as PageVisibility)).resolves.toBeUndefined()
})

it('Q3 a prerendered page is not seen before it is activated', async () => {
  const page = new Page()
  page.prerendering = true
  const seen = whenSeen(page as PageVisibility)
  expect(await isSettled(seen)).toBe(false)
  page.prerendering = false
  page.dispatchEvent(new Event('prerenderingchange'))
  await expect(seen).resolves.toBeUndefined()
})

it('Q3 a background tab is not seen, whatever else changes, until it is visible', async () => {
  const page = new Page()
  page.visibilityState = 'hidden'
  const seen = whenSeen(page as PageVisibility)
  page.dispatchEvent(new Event('visibilitychange'))
  expect(await isSettled(seen)).toBe(false)
  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  await expect(seen).resolves.toBeUndefined()
})
