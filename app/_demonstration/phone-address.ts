const phonePages = ['/register', '/register/guide', '/sign-in', '/my']
const windowPath = '/demonstration/phone'

/**
 * The address in the demonstration's window of a phone page of this authority, fragment and all; `null` for any other text. `origin`:
 * the authority's own.
 */
export function toPhoneAddress(text: string, origin: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.origin !== origin || url.username !== '' || url.password !== '') return null
  return phonePages.includes(url.pathname) ? `${windowPath}${url.pathname}${url.search}${url.hash}` : null
}
