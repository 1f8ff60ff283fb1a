/** Whether a page of this origin may be allowed to embed us: exactly `scheme://host[:port]`, https, or http on loopback. */
export function isPageOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.origin !== text || text.includes('*')) return false
  if (url.protocol === 'https:') return true
  const isLoopback = url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || url.hostname === '127.0.0.1'
  return url.protocol === 'http:' && isLoopback
}
