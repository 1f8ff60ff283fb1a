import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, posix, relative, sep } from 'node:path'
import { readSource } from './source/read-source.mjs'
import { VARIABLE_IMPORTS } from './variable-imports.mjs'

/**
 * A source file and what it imports. `target` is a path in the repository, or `npm:<package>`, `node:<module>`, or
 * undefined for a path that leads nowhere.
 * @typedef {import('./source/read-imports.mjs').ImportFact & { target: string | undefined }} Import
 * @typedef {Omit<ReturnType<typeof readSource>, 'imports'> & { path: string, text: string, imports: Import[] }} SourceFile
 * @typedef {Map<string, SourceFile>} Project
 */

const IGNORED = new Set([
  'node_modules',
  '.next',
  '.git',
  '.shomei',
  'test-results',
  'playwright-report',
  'public',
  'dist',
])
const GENERATED = 'lib/db/generated'
const SOURCE = /\.(?:ts|tsx|mts|js|jsx|mjs|cjs)$/
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.js', '.css', '.json', '/index.ts']

/**
 * Reads every source file of a checkout.
 * @param {string} root
 * @returns {Project}
 */
export function readProject(root) {
  /** @type {Map<string, string>} */
  const texts = new Map()
  for (const path of listFiles(root, root)) texts.set(path, readFileSync(join(root, path), 'utf8'))
  return buildProject(texts, (path) => existsSync(join(root, path)))
}

/**
 * @param {ReadonlyMap<string, string>} texts source by path, with forward slashes
 * @param {(path: string) => boolean} [isOnDisk] finds targets that are not source files
 * @returns {Project}
 */
export function buildProject(texts, isOnDisk = () => false) {
  /** @type {Project} */
  const project = new Map()
  const isFile = (path) => texts.has(path) || (/\.\w+$/.test(path) && isOnDisk(path))
  for (const [path, text] of texts) {
    const source = readSource(path, text)
    const imports = source.imports.map((fact) => ({ ...fact, target: resolveImport(path, fact.specifier, isFile) }))
    const variable = VARIABLE_IMPORTS.find((entry) => entry.path === path)
    if (variable) imports.push(...followVariable(variable, source.variableImports))
    project.set(path, { ...source, path, text, imports })
  }
  return project
}

/** The imports that a variable one of the list leads to. @returns {Import[]} */
function followVariable({ leadsTo }, [{ line = 1, form = 'import()' } = {}]) {
  return leadsTo.map((target) => ({ specifier: target, target, line, form, isTypeOnly: false }))
}

/**
 * @param {string} from
 * @param {string} specifier
 * @param {(path: string) => boolean} isFile
 */
function resolveImport(from, specifier, isFile) {
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`
  const isAlias = specifier.startsWith('@/')
  if (!isAlias && !specifier.startsWith('.')) {
    const parts = specifier.split('/')
    return `npm:${specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]}`
  }
  const wanted = posix.normalize(
    isAlias ? specifier.slice(2) : posix.join(dirname(from).split(sep).join('/'), specifier),
  )
  // The generated client exists only after `npm run generate`.
  if (wanted.startsWith(`${GENERATED}/`)) return wanted
  return ENDINGS.map((ending) => wanted + ending).find(isFile)
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(root, folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name)
    const path = relative(root, full).split(sep).join('/')
    if (entry.isDirectory()) return IGNORED.has(entry.name) || path === GENERATED ? [] : listFiles(root, full)
    return SOURCE.test(entry.name) && entry.name !== 'next-env.d.ts' ? [path] : []
  })
}
