import { posix } from 'node:path'

/**
 * A row `| AT-35 | attack | [file](path) |` of the threat model; a threat without an object yet has `–` and no paths.
 * @typedef {{ number: string, attack: string, paths: string[], line: number }} Threat
 */
/**
 * @param {string} path of the threat model
 * @param {string} text
 * @returns {Threat[]}
 */
export function readThreats(path, text) {
  return text.split('\n').flatMap((line, index) => {
    const [, number, attack, tests] = /^\| (AT-\d\d) \| (.+) \| (.+) \|$/.exec(line) ?? []
    if (number === undefined) return []
    const links = [...tests.matchAll(/\]\(((?:\([^()]*\)|[^()\s#])+)\)/g)].map(([, target]) =>
      posix.join(posix.dirname(path), target),
    )
    return [{ number, attack, paths: links, line: index + 1 }]
  })
}

/**
 * What is wrong with the numbers of threats: one text per fault, each with its place.
 * @param {string} path of the threat model
 * @param {readonly Threat[]} threats
 * @param {readonly import('./find-rule-numbers.mjs').NumberUse[]} uses
 * @param {(path: string) => string | undefined} read
 * @returns {string[]}
 */
export function checkThreats(path, threats, uses, read) {
  const known = new Set(threats.map(({ number }) => number))
  return [
    ...uses
      .filter(({ number }) => !known.has(number))
      .map((use) => `${use.path}:${use.line} uses ${use.number}, which has no row in ${path}`),
    ...threats.flatMap((threat, index) => {
      const isDouble = threats.findIndex(({ number }) => number === threat.number) !== index
      const isTested = uses.some((use) => use.number === threat.number && /\.(?:test|spec)\.\w+$/.test(use.path))
      const faults = [
        ...(isDouble ? ['is there twice'] : []),
        ...(threat.paths.length === 0 && isTested ? ['has tests, and its row names none'] : []),
        ...threat.paths.flatMap((test) => testFaults(threat.number, test, read)),
      ]
      return faults.map((fault) => `${path}:${threat.line} ${threat.number} ${fault}`)
    }),
  ]
}

function testFaults(number, test, read) {
  const text = read(test)
  if (text === undefined) return [`is tested in ${test}, which is not there`]
  return text.includes(number) ? [] : [`is not named in ${test}`]
}
