/**
 * Blanks what is not code: comments, and on request the insides of strings, templates and regular expressions.
 * Length and line breaks stay, so that positions still fit.
 * @param {string} source TypeScript or JavaScript
 * @param {{ isKeepingStrings?: boolean }} [options]
 */
export function maskSource(source, { isKeepingStrings = false } = {}) {
  const out = [...source]
  const blank = (from, to) => {
    for (let i = from; i < to; i++) if (out[i] !== '\n') out[i] = ' '
  }
  /** Depths of braces at which a `${` of a template was opened. @type {number[]} */
  const templates = []
  let depth = 0
  let at = 0
  while (at < source.length) {
    const end = endOfToken(source, at)
    const kind = source[at]
    if (end === undefined) {
      if (kind === '{') depth++
      if (kind === '}' && templates.at(-1) === --depth) {
        templates.pop()
        at = skipTemplate(at + 1)
        continue
      }
      if (kind === '`') {
        at = skipTemplate(at + 1)
        continue
      }
      at++
      continue
    }
    const isComment = source.startsWith('//', at) || source.startsWith('/*', at)
    if (isComment) blank(at, end)
    else if (!isKeepingStrings) blank(at + 1, end - 1)
    at = end
  }
  return out.join('')

  /** Blanks template text from `from` to its end or to the next `${`; gives the position after it. */
  function skipTemplate(from) {
    let i = from
    while (i < source.length && source[i] !== '`') {
      if (source.startsWith('${', i)) {
        blank(from, i)
        templates.push(depth)
        depth++
        return i + 2
      }
      i += source[i] === '\\' ? 2 : 1
    }
    blank(from, i)
    return i + 1
  }
}

const AFTER_VALUE = /[\w$)\]}'"`]\s*$/
const KEYWORD_BEFORE = /(?:^|[^\w$.])(?:return|typeof|case|in|of|await|yield|else|do)\s*$/

/**
 * The end of the comment, string or regular expression that begins at `at`; undefined where none begins.
 * @param {string} source
 * @param {number} at
 */
function endOfToken(source, at) {
  const pattern = tokenPattern(source, at)
  if (!pattern) return undefined
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : undefined
}

/**
 * @param {string} source
 * @param {number} at
 */
function tokenPattern(source, at) {
  const first = source[at]
  if (first === "'") return /'(?:[^'\\\n]|\\[\s\S])*'/y
  if (first === '"') return /"(?:[^"\\\n]|\\[\s\S])*"/y
  if (first !== '/') return undefined
  if (source[at + 1] === '/') return /\/\/[^\n]*/y
  if (source[at + 1] === '*') return /\/\*[\s\S]*?\*\//y
  const before = source.slice(Math.max(0, at - 40), at)
  // A slash after a value divides; anywhere else it begins a regular expression.
  const isDivision = AFTER_VALUE.test(before) && !KEYWORD_BEFORE.test(before)
  return isDivision ? undefined : /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
}
