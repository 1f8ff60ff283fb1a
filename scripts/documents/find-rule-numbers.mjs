/**
 * A use of a rule number (Q7) or of a threat number (AT-35), with its line.
 * @typedef {{ number: string, path: string, line: number }} NumberUse
 */

/** `WebAuthn L3 §7.1` is Level 3 of a standard, `Root R46` and `CA V2` are names of certificates, `/Q7` is part of a path. */
const RULE =
  /(?<![\w./#§$%'"`<>=:@+\\-])(?<!(?:WebAuthn|Root|CA) )([A-Z])([1-9]\d?)(?:[–-]\1([1-9]\d?))?(?![\w'"`]|[-.]\d|\s*§)/g
const THREAT = /\bAT-\d\d\b/g
const COMMENT = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/\/?|--)\s?(.*)$|\s\/\/\s(.*)$|\/\*\*?\s(.*)\*\//
const STRING = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`\n]*)`/g
const TEST = /\.(?:test|spec)\.\w+$/
const FINDING_CATALOGUE = /\.findings\.ts$/

/**
 * Rule numbers of a file: in comments of source and SQL, in texts of tests, in findings, and in documents outside of code.
 * @param {string} path
 * @param {string} text
 * @param {ReadonlySet<string>} letters letters of the rules; in a comment and in front of a title any letter counts
 * @returns {NumberUse[]}
 */
export function findRuleNumbers(path, text, letters) {
  const lines = path.endsWith('.md') ? outsideOfCode(text) : text.split('\n')
  return lines.flatMap((content, index) => {
    const inProse = path.endsWith('.md') ? numbersIn(content) : []
    const inTitles = TEST.test(path) ? stringsOf(content).filter((each) => each.includes(' ')) : []
    const inFindings = FINDING_CATALOGUE.test(path) ? stringsOf(content).filter((each) => /^[A-Z]\d+$/.test(each)) : []
    const inFront = inTitles.flatMap((title) => /^[A-Z][1-9]\d?(?=[:, ])/.exec(title) ?? [])
    const known = [...inProse, ...inTitles.flatMap(numbersIn), ...inFindings].filter((each) => letters.has(each[0]))
    const all = new Set([...known, ...inFront, ...numbersIn(commentOf(path, content))])
    return [...all].map((number) => ({ number, path, line: index + 1 }))
  })
}

/**
 * Threat numbers of a file, wherever they are.
 * @param {string} path
 * @param {string} text
 * @returns {NumberUse[]}
 */
export function findThreatNumbers(path, text) {
  return text
    .split('\n')
    .flatMap((content, index) => [...content.matchAll(THREAT)].map(([number]) => ({ number, path, line: index + 1 })))
}

/**
 * Rule numbers of a text; a range such as V5–V8 names each of them.
 * @param {string} text
 * @returns {string[]}
 */
export function numbersIn(text) {
  return [...text.matchAll(RULE)].flatMap(([, letter, first, last = first]) => {
    const count = Number(last) - Number(first) + 1
    return Array.from({ length: Math.max(1, count) }, (_, place) => `${letter}${Number(first) + place}`)
  })
}

function commentOf(path, line) {
  if (path.endsWith('.md')) return ''
  const [, whole, trailing, inline] = COMMENT.exec(line) ?? []
  return whole ?? trailing ?? inline ?? ''
}

function stringsOf(line) {
  return [...line.matchAll(STRING)].map(([, single, double, template]) => single ?? double ?? template ?? '')
}

/** The lines of a document without fenced blocks, code spans and addresses of links. */
function outsideOfCode(text) {
  let isFenced = false
  return text.split('\n').map((line) => {
    const isFence = /^\s*```/.test(line)
    if (isFence) isFenced = !isFenced
    return isFence || isFenced ? '' : line.replaceAll(/`[^`]*`/g, '').replaceAll(/\]\([^)]*\)/g, ']')
  })
}
