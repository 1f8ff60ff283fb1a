/** Words that stop a reader, with what to write instead. */
const WORDS = [
  { word: /\boctets?\b/i, instead: 'byte' },
  { word: /\banew\b/i, instead: 'again' },
  { word: /\btold\b/i, instead: 'sent, shown, reported or notified' },
  { word: /\bnobody\b/i, instead: '"no …" with the noun that is meant' },
  { word: /\bwhoever\b/i, instead: '"a caller that …", "a person who …"' },
  { word: /\bbesides?\b/i, instead: 'next to, with, or in addition to' },
  { word: /\bstands?\b(?! for\b|-)/i, instead: 'is' },
]

/**
 * @param {ReadonlyMap<string, string>} documents text by path
 * @param {readonly string[]} allowed parts of lines that may stay, each for a reason
 * @returns {string[]}
 */
export function checkWords(documents, allowed = []) {
  return [...documents].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      const rest = allowed.reduce((left, part) => left.replaceAll(part, ''), withoutCode(line))
      return WORDS.filter(({ word }) => word.test(rest)).map(
        ({ word, instead }) => `${path}:${index + 1} "${word.exec(rest)?.[0]}": write ${instead}`,
      )
    }),
  )
}

/**
 * Whether a listed word is anywhere in a text, in code or not. Files without one need no parser.
 * @param {string} text
 */
export function hasWord(text) {
  return WORDS.some(({ word }) => word.test(text))
}

/** Code spans, addresses of links and names of files keep their words. */
function withoutCode(line) {
  return line
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(/\[[^\]\s]*\.\w+\]\(\S*\)/g, '')
    .replaceAll(/\]\(\S*\)/g, ']')
}
