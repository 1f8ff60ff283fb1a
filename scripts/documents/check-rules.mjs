import { numbersIn } from './find-rule-numbers.mjs'

/**
 * What is wrong with the rules: one text per fault, each with its place.
 * @param {readonly import('./read-rules.mjs').Rule[]} rules
 * @param {readonly import('./find-rule-numbers.mjs').NumberUse[]} uses
 * @param {(path: string) => string | undefined} read text of a file of the repository; undefined where there is none
 * @returns {string[]}
 */
export function checkRules(rules, uses, read) {
  const known = new Set(rules.map(({ number }) => number))
  const used = new Set(uses.map(({ number }) => number))
  return [
    ...uses
      .filter(({ number }) => !known.has(number))
      .map(({ number, path, line }) => `${path}:${line} uses ${number}, which has no rule in docs/rules`),
    ...rules.flatMap((rule, index) => {
      const isDouble = rules.findIndex(({ number }) => number === rule.number) !== index
      const faults = [
        ...(isDouble ? ['is there twice'] : []),
        ...(used.has(rule.number) ? [] : ['is used nowhere']),
        ...missingParts(rule),
        ...rule.enforced
          .filter((path) => read(path) === undefined)
          .map((path) => `is enforced in ${path}, which is not there`),
        ...rule.tests.flatMap((test) => testFaults(rule, test, read)),
      ]
      return faults.map((fault) => `${rule.path}:${rule.line} ${rule.number} ${fault}`)
    }),
  ]
}

function missingParts({ sentence, standard, enforced, tests }) {
  return [
    ...(sentence === '' ? ['has no sentence'] : []),
    ...(standard === '' ? ['names no standard'] : []),
    ...(enforced.length === 0 ? ['names no file that enforces it'] : []),
    ...(tests.length === 0 ? ['names no test'] : []),
  ]
}

function testFaults({ number }, { title, path }, read) {
  const text = read(path)
  if (text === undefined) return [`is tested in ${path}, which is not there`]
  if (!hasTitle(text, title)) return [`names the test "${title}", which ${path} does not have`]
  return numbersIn(title).includes(number) ? [] : [`is not named by the title "${title}" of ${path}`]
}

/**
 * Whether a test file has a title: the first argument of a call, or the name of a row of a table of tests.
 * @param {string} text
 * @param {string} title as the source spells it
 */
export function hasTitle(text, title) {
  if (title === '') return false
  const quoted = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?:\\(|\\b(?:name|rule|mistake):)\\s*(['"\`])${quoted}\\1`).test(text)
}
