/**
 * Reads the secret after `#` and removes it from the address and from the tab's history entry, where the framework keeps a
 * copy of the address, and thereby from every later link (Q3). Returns `null` when there is none.
 */
export function takeFragment(): string | null {
  const { hash, pathname, search } = window.location
  if (hash.length < 2) return null
  const address = pathname + search
  const { state } = window.history
  const cleaned = typeof state === 'object' && state !== null ? { ...state, url: address, as: address } : null
  window.history.replaceState(cleaned, '', address)
  return hash.slice(1)
}

/** A second code opened in the same tab changes only the fragment and would load nothing: begin again with it. */
export function reloadOnNewFragment(): () => void {
  const onHashChange = () => {
    if (window.location.hash.length > 1) window.location.reload()
  }
  window.addEventListener('hashchange', onHashChange)
  return () => window.removeEventListener('hashchange', onHashChange)
}
