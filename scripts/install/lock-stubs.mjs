/**
 * @typedef {Record<string, { version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[],
 *   libc?: string[], optionalDependencies?: Record<string, string> }>} LockPackages
 */

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'linux',
  'win32',
  'windows',
  'openharmony',
]
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

/**
 * The entries that npm left out of a lock file: optional packages for other platforms that it could not fetch.
 * `npm ci` misses them and refuses the lock. A stub names version and platform, so that `npm ci` passes over it
 * here and fetches it where the platform fits.
 * @param {LockPackages} packages the `packages` of package-lock.json
 * @returns {LockPackages} the missing entries only
 */
export function findMissingPackages(packages) {
  /** @type {LockPackages} */
  const missing = {}
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalledFor(place, name, packages)) continue
      missing[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ''),
        ...platformOf(name),
        optional: true,
        ...(entry.dev ? { dev: true } : {}),
      }
    }
  }
  return missing
}

/**
 * Node's look-up: next to the package that asks, then outwards.
 * @param {string} place
 * @param {string} name
 * @param {LockPackages} packages
 * @returns {boolean}
 */
function isInstalledFor(place, name, packages) {
  if (packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true
  if (!place) return false
  const end = place.lastIndexOf('/node_modules/')
  return isInstalledFor(end < 0 ? '' : place.slice(0, end), name, packages)
}

/**
 * The platform in a package's name, as `@next/swc-linux-x64-musl` does.
 * @param {string} name
 */
function platformOf(name) {
  const words = name.split(/[/-]/)
  const system = SYSTEMS.find((word) => words.includes(word))
  const processor = PROCESSORS.find((word) => words.includes(word))
  return {
    ...(system ? { os: [system === 'windows' ? 'win32' : system] } : {}),
    ...(processor ? { cpu: [processor] } : {}),
    ...(system === 'linux' ? { libc: [name.includes('musl') ? 'musl' : 'glibc'] } : {}),
  }
}
