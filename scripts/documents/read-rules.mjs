import { posix } from 'node:path'

/**
 * A rule of docs/rules. `enforced` are paths; a test is its title, as the source has it, and the path of its file.
 * @typedef {{
 *   number: string, title: string, sentence: string, standard: string, enforced: string[],
 *   tests: { title: string, path: string }[], path: string, line: number
 * }} Rule
 */

/** The address of a link, which may hold a pair of brackets: app/(facility)/admin. */
const LINK = /\]\(((?:\([^()]*\)|[^()\s#])+)\)/g

/**
 * The rules of one document: a heading `### Q7 Number matching`, a paragraph, and a list of standard, files and tests.
 * @param {string} path
 * @param {string} text
 * @returns {Rule[]}
 */
export function readRules(path, text) {
  /** @type {Rule[]} */
  const rules = []
  for (const [index, line] of wholeItems(text).entries()) {
    const [, number, title] = /^### ([A-Z]\d+) (.+)$/.exec(line) ?? []
    if (number !== undefined && title !== undefined) {
      rules.push({ number, title, sentence: '', standard: '', enforced: [], tests: [], path, line: index + 1 })
    }
    const rule = rules.at(-1)
    if (/^##? /.test(line) || rule === undefined) continue
    addLine(rule, line)
  }
  return rules
}

/** Lines of a document; an item of a list that goes on with two spaces is one line, and an empty one stays for each that it took. */
function wholeItems(text) {
  return text
    .replaceAll(/^- .*(?:\n {2}\S.*)+/gm, (item) => {
      const [first = '', ...rest] = item.split('\n')
      return [[first, ...rest.map((line) => line.trim())].join(' '), ...rest.map(() => '')].join('\n')
    })
    .split('\n')
}

/** @param {Rule} rule @param {string} line */
function addLine(rule, line) {
  const resolve = (target) => posix.join(posix.dirname(rule.path), target)
  const [, item, value] = /^- (Standard|Enforced in|Test): (.+)$/.exec(line) ?? []
  const links = [...line.matchAll(LINK)].map(([, target]) => resolve(target))
  if (item === 'Standard') rule.standard = value
  else if (item === 'Enforced in') rule.enforced.push(...links)
  else if (item === 'Test') {
    const [, title = ''] = /`([^`]+)`/.exec(value) ?? []
    rule.tests.push({ title, path: links[0] ?? '' })
  } else if (!line.startsWith('#') && line.trim() !== '') rule.sentence = `${rule.sentence} ${line.trim()}`.trim()
}
