import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findInstalledChromium } from './chromium.mjs'
import { findDebianBinaries } from './postgres/binaries.mjs'

/**
 * A program of somebody else that judges our work in the tests.
 * @typedef {object} Judge
 * @property {string} name
 * @property {string[]} packages of Debian
 * @property {string} tests what it is needed for
 * @property {() => boolean} isPresent
 */

/** Folders of programs that an ordinary user's PATH may leave out. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** @type {Judge[]} */
export const JUDGES = [
  {
    name: 'Chromium',
    packages: ['chromium'],
    tests: 'the browser tests in a full Chromium',
    isPresent: () => findInstalledChromium() !== undefined,
  },
  {
    name: 'Japanese fonts',
    packages: ['fonts-ipafont-gothic', 'fonts-noto-cjk'],
    tests: 'pictures of the Japanese screens',
    isPresent: () =>
      spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '' && hasProgram('fc-list'),
  },
  {
    name: 'PostgreSQL 15',
    packages: ['postgresql-15'],
    tests: 'the migrations on an older PostgreSQL',
    isPresent: () => findDebianBinaries(15) !== undefined,
  },
  program('xmllint', 'libxml2-utils', 'well-formed XML by another parser'),
  program('xmlsec1', 'xmlsec1', 'signatures by another verifier'),
  program('nginx', 'nginx', 'the portal behind a reverse proxy'),
  program('squid', 'squid', 'calls to the authority through a hospital’s proxy'),
  program('faketime', 'faketime', 'a process with a wrong clock'),
  program('softhsm2-util', 'softhsm2', 'signing keys in a PKCS#11 token'),
  program(
    'javac',
    'openjdk-17-jdk-headless',
    'calls by Java’s HttpClient, which wishes for HTTP/2, and the sample in Java',
  ),
  program('curl', 'curl', 'calls by another HTTP client'),
  program('jq', 'jq', 'the pages for EMR vendors, which read answers with it'),
  program('zsh', 'zsh', 'the pages for EMR vendors, pasted into another shell than bash'),
  program('openssl', 'openssl', 'keys and certificates by another implementation'),
]

/** The judges that are not installed here. */
export function findMissingJudges() {
  return JUDGES.filter((judge) => !judge.isPresent())
}

/**
 * The path of a program, also from the folders of system programs.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...SYSTEM_FOLDERS]
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** @param {string} name */
function hasProgram(name) {
  return findProgram(name) !== undefined
}

/**
 * @param {string} name
 * @param {string} debianPackage
 * @param {string} tests
 * @returns {Judge}
 */
function program(name, debianPackage, tests) {
  return { name, packages: [debianPackage], tests, isPresent: () => hasProgram(name) }
}
