import { maskSource } from './mask-source.mjs'

/**
 * One import of a file. `isTypeOnly` ones leave no trace in the running program.
 * @typedef {{ specifier: string, line: number, isTypeOnly: boolean }} ImportFact
 */

const STATEMENT =
  /^[ \t]*(?:import|export)\b(?<clause>[^'"`;]*?)(?:\bfrom\s*)?(?<quote>['"])(?<specifier>[^'"\n]+)\k<quote>/gm
const CALL = /\b(?<word>import|require)\s*\(\s*(?<quote>['"])(?<specifier>[^'"\n]+)\k<quote>/g

/**
 * Every import, re-export, dynamic import and require with a literal name.
 * @param {string} source TypeScript or JavaScript
 * @returns {ImportFact[]}
 */
export function readImports(source) {
  const code = maskSource(source, { isKeepingStrings: true })
  const bare = maskSource(source)
  /** @type {ImportFact[]} */
  const found = []
  for (const match of code.matchAll(STATEMENT)) {
    const { clause = '', specifier = '' } = match.groups ?? {}
    const isStatement = clause.trim() === '' ? match[0].trim().startsWith('import') : /\bfrom\s*['"]/.test(match[0])
    if (!isStatement || !isCode(bare, match)) continue
    found.push({ specifier, line: lineOf(source, match.index + match[0].length), isTypeOnly: isTypeClause(clause) })
  }
  for (const match of code.matchAll(CALL)) {
    if (!isCode(bare, match)) continue
    const isType = /\btypeof\s*$/.test(code.slice(Math.max(0, match.index - 10), match.index))
    found.push({ specifier: match.groups?.specifier ?? '', line: lineOf(source, match.index), isTypeOnly: isType })
  }
  return found.sort((a, b) => a.line - b.line)
}

/** True when the match's first word is code and not part of a string. */
function isCode(bare, match) {
  const start = match.index + match[0].search(/\S/)
  return bare[start] !== ' '
}

/** @param {string} clause what stands between `import` and `from` */
function isTypeClause(clause) {
  const text = clause.trim()
  if (/^type\s+[\w{*]/.test(text)) return true
  const names = /^\{(?<names>[\s\S]*)\}$/.exec(text)?.groups?.names
  if (names === undefined) return false
  const parts = names.split(',').filter((part) => part.trim())
  return parts.length > 0 && parts.every((part) => /^\s*type\s/.test(part))
}

/**
 * @param {string} source
 * @param {number} index
 */
function lineOf(source, index) {
  return source.slice(0, index).split('\n').length
}
