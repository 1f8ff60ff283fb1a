/**
 * Reads the secret after `#` and removes it from the address, the tab's history entry and thereby from every later link
 * (Q3). Returns `null` when there is none. The framework keeps its own state in the entry, so that is carried over.
 */
export function takeFragment(): string | null {
  const fragment = window.location.hash.slice(1)
  if (fragment === '') return null
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  return fragment
}

/** A second code opened in the same tab changes only the fragment and would load nothing: begin again with it. */
export function reloadOnNewFragment(): () => void {
  const onHashChange = () => {
    if (window.location.hash.length > 1) window.location.reload()
  }
  window.addEventListener('hashchange', onHashChange)
  return () => window.removeEventListener('hashchange', onHashChange)
}
