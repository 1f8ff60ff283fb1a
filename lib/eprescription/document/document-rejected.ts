/**
 * Why a document cannot be built. `malformed`: not one well-formed prescription document; `dtd`: a document type declaration;
 * `encoding`: not UTF-8, or a byte order mark; `namespace`: a namespace in scope that would change the inner signature;
 * `unsigned`: the prescription carries no signature.
 */
export type DocumentRejection =
  | 'document.empty'
  | 'document.too_large'
  | 'document.encoding'
  | 'document.malformed'
  | 'document.dtd'
  | 'document.namespace'
  | 'document.unsigned'

/** Thrown by the document builders; decide on `code`. */
export class DocumentRejected extends Error {
  override readonly name = 'DocumentRejected'
  readonly code: DocumentRejection

  constructor(code: DocumentRejection) {
    super(code)
    this.code = code
  }
}
