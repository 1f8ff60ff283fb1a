/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockEntry
 */

/**
 * True when what npm says it installed is what the lock file asks for. Optional packages may be missing: most are for
 * other platforms.
 * @param {Record<string, LockEntry>} wanted `packages` of package-lock.json
 * @param {Record<string, LockEntry>} installed `packages` of node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([place, { version, optional, devOptional }]) => {
    if (place === '') return true
    const found = installed[place]
    return found ? found.version === version : Boolean(optional || devOptional)
  })
}
