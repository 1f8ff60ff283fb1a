import { PkiError } from './pki-error'

const lineLength = 64
const block = /-----BEGIN ([^-\r\n]*)-----([^-]*)-----END ([^-\r\n]*)-----/g

/** PEM text of a DER value (RFC 7468 §3), with the final newline. */
export function writePem(der: Uint8Array, label: 'CERTIFICATE' | 'CERTIFICATE REQUEST'): string {
  const base64 = btoa(Array.from(der, (octet) => String.fromCharCode(octet)).join(''))
  const lines = base64.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/**
 * The certificates of a PEM text in their order, DER; text outside the blocks is explanation (RFC 7468 §2). Blocks of any other
 * label are refused: a file with a private key in it is a mistake.
 * @throws {PkiError} certificate_malformed, also when there is none
 */
export function readPemCertificates(text: string): Uint8Array<ArrayBuffer>[] {
  const blocks = [...text.matchAll(block)]
  const marks = text.match(/-----BEGIN /g) ?? []
  if (blocks.length === 0) throw malformed('no PEM certificate')
  if (blocks.length !== marks.length) throw malformed('a PEM block without its end')
  return blocks.map(([, label = '', body = '', end]) => {
    if (label !== 'CERTIFICATE' || end !== label) throw malformed(`a PEM block of ${label.slice(0, lineLength)}`)
    return fromBase64(body.replace(/\s/g, ''))
  })
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    throw malformed('a PEM block that is not base64')
  }
}

function malformed(detail: string): PkiError {
  return new PkiError('certificate_malformed', detail)
}
