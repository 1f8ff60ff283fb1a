import { parseSync } from 'oxc-parser'

/**
 * The comments of a source file, each on its own lines; everything else is blank. Names of parameters are code, not words.
 * @param {string} path says which language the text is in
 * @param {string} text
 * @returns {string}
 */
export function readComments(path, text) {
  const kept = parseSync(path, text).comments.map(({ start, end }) => [start, end])
  let at = 0
  let result = ''
  for (const [start, end] of kept) {
    result += blank(text.slice(at, start)) + text.slice(start, end)
    at = end
  }
  return (result + blank(text.slice(at))).replaceAll(/(@(?:param|property) +\{.*\}) +\[?\w+/g, '$1')
}

function blank(text) {
  return text.replaceAll(/[^\n]/g, '')
}
