/** Document that a signature is made for. */
export const documentKinds = ['prescription', 'dispensing'] as const

export type DocumentKind = (typeof documentKinds)[number]

export function isDocumentKind(value: unknown): value is DocumentKind {
  return documentKinds.some((word) => word === value)
}
