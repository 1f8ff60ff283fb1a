const TRANSLATIONS = 'docs/ja/'
const BLOCK = /^```\S*\n[\s\S]*?^```$/gm

/**
 * Pages in Japanese have the path of the English page under docs/ja, and the same blocks of code, byte by byte: what one page teaches is
 * run by a test, so the other's is too.
 * @param {ReadonlyMap<string, string>} documents text by path
 * @param {(path: string) => boolean} isTranslated whether an English page has to have one in Japanese
 * @returns {string[]}
 */
export function checkTranslations(documents, isTranslated) {
  const missing = [...documents.keys()]
    .filter((path) => isTranslated(path) && !documents.has(translationOf(path)))
    .map((path) => `${path}: ${translationOf(path)} is missing`)
  const different = [...documents]
    .filter(([path]) => path.startsWith(TRANSLATIONS))
    .flatMap(([path, text]) => {
      const original = `docs/${path.slice(TRANSLATIONS.length)}`
      const page = documents.get(original)
      if (page === undefined) return [`${path}: ${original} is missing`]
      return compareBlocks(page, text).map((what) => `${path}: ${what} than in ${original}`)
    })
  return [...missing, ...different]
}

function translationOf(path) {
  return path.replace(/^docs\//, TRANSLATIONS)
}

function compareBlocks(original, translation) {
  const wanted = original.match(BLOCK) ?? []
  const found = translation.match(BLOCK) ?? []
  if (wanted.length !== found.length) return [`other blocks of code (${found.length}, not ${wanted.length})`]
  return wanted.flatMap((block, index) => (block === found[index] ? [] : [`block ${index + 1} of code is other`]))
}
