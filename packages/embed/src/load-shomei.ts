/** The part of a page that loading needs; a test gives its own. */
type Page = { document: Pick<Document, 'createElement' | 'head'>; Shomei?: typeof globalThis.Shomei }

const pending = new Map<string, Promise<typeof globalThis.Shomei>>()

/**
 * Loads `embed.js` from the portal of a hospital, once per page, and resolves with its API. The script itself stays at the portal:
 * it and the frame that it opens are of one version, and its address is how it knows the portal.
 * @throws Error when the portal does not answer; the next call tries again
 */
export function loadShomei(facilityUrl: string, page: Page = globalThis): Promise<typeof globalThis.Shomei> {
  const address = new URL('/embed.js', facilityUrl).toString()
  const known = pending.get(address)
  if (known !== undefined) return known
  const loading = new Promise<typeof globalThis.Shomei>((resolve, reject) => {
    const script = page.document.createElement('script')
    script.src = address
    script.onload = () =>
      page.Shomei === undefined ? reject(new Error(`${address} is not Shomei's script`)) : resolve(page.Shomei)
    script.onerror = () => {
      pending.delete(address)
      script.remove()
      reject(new Error(`${address} could not be loaded`))
    }
    page.document.head.append(script)
  })
  pending.set(address, loading)
  return loading
}
