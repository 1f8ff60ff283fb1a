import { posix } from 'node:path'

/** The address of a link, which may hold a pair of brackets: app/(facility)/admin. */
const LINK = /\]\((?!https?:|mailto:)((?:\([^()]*\)|[^()\s])*)\)/g

/**
 * Links of documents to files and headings that are not there: one text per fault, each with its place.
 * @param {ReadonlyMap<string, string>} documents text by path
 * @param {(path: string) => boolean} exists
 * @returns {string[]}
 */
export function checkLinks(documents, exists) {
  return [...documents].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) =>
      [...withoutCode(line).matchAll(LINK)].flatMap(([, target]) => {
        const [file, anchor] = target.split('#')
        const wanted = file === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(file))
        const place = `${path}:${index + 1}`
        if (!exists(wanted)) return [`${place} leads to ${wanted}, which is not there`]
        const text = documents.get(wanted)
        const isThere = anchor === undefined || text === undefined || anchorsOf(text).has(anchor)
        return isThere ? [] : [`${place} leads to #${anchor} of ${wanted}, which is not there`]
      }),
    ),
  )
}

/** A path of this repository in a code span; one group in braces is allowed, as in `lib/ui/{base,phone}`. */
const PATH = /`((?:app|bench|docs|e2e|examples|lib|pages|prisma|scripts)\/[\w\-./(){},]+)`/g

/**
 * Paths that documents name as code and that are not there: one text per fault, each with its place.
 * @param {ReadonlyMap<string, string>} documents text by path
 * @param {(path: string) => boolean} exists
 * @returns {string[]}
 */
export function checkPaths(documents, exists) {
  return [...documents].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) =>
      [...line.matchAll(PATH)]
        .flatMap(([, span]) => expanded(span))
        .filter((named) => !exists(named))
        .map((named) => `${path}:${index + 1} names ${named}, which is not there`),
    ),
  )
}

function expanded(span) {
  const [, start, group, end] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(span) ?? []
  return group === undefined ? [span] : group.split(',').map((part) => `${start}${part.trim()}${end}`)
}

function withoutCode(line) {
  return line.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length))
}

/** Anchors of headings, as GitHub makes them, and of `<a id>`. */
function anchorsOf(text) {
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id)])
}
