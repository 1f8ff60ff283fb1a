export type CscVersion = 1 | 2

/** Where the two versions of the standard differ in names and texts; the spelling is the standard's. */
export const cscWords = {
  1: {
    specs: '1.0.3.0',
    hashes: 'hash',
    hashAlgorithm: 'hashAlgo',
    hashNotAuthorized: 'Hash is not authorized by the SAD.',
    malformedHeader:
      'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.',
  },
  2: {
    specs: '2.0.0.0',
    hashes: 'hashes',
    hashAlgorithm: 'hashAlgorithmOID',
    hashNotAuthorized: 'Hash is not authorized by the SAD',
    malformedHeader: 'Malformed authorization header',
  },
} as const

/** The version of a path under /csc; `null` for one that is of neither. */
export function cscVersionOf(path: string): CscVersion | null {
  if (path.startsWith('/csc/v1/')) return 1
  return path.startsWith('/csc/v2/') ? 2 : null
}
