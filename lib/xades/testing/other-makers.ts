import { namespaces } from '../algorithms'
import { toBase64 } from '../xml/base64'
import { rewrite, signAgain, wrapped } from './sign-again'
import type { Scene } from './signed-documents'

const exc = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/**
 * The scene's prescription as other makers write it: other prefixes, base64 in lines, local time, the references in another order and
 * the first of them with an explicit transform.
 */
export function otherMakersPrescription({ prescription, doctor }: Scene): Uint8Array<ArrayBuffer> {
  const template = rewrite(prescription, (xml) =>
    xml
      .replace(/(<xs:X509Certificate>)([^<]*)/, (_, tag: string, text: string) => tag + wrapped(text))
      .replace(/(<xs:CertDigest>.*?<xs:DigestValue>)([^<]*)/, (_, tag: string, text: string) => tag + wrapped(text))
      .replace(/<xa:SigningTime>[^<]*/, '<xa:SigningTime>2026-11-22T12:00:00.000+09:00')
      .replace(/( URI="#PrescriptionDocument">)/, `$1<xs:Transforms><xs:Transform Algorithm="${exc}"/></xs:Transforms>`)
      .replace(/(<xs:Reference .*?<\/xs:Reference>)(<xs:Reference .*?<\/xs:Reference>)/, '$2$1')
      .replace(/(<\/?)xs:/g, '$1ds:')
      .replace('xmlns:xs=', 'xmlns:ds=')
      .replace(/(<\/?)xa:/g, '$1etsi:')
      .replace('xmlns:xa=', 'xmlns:etsi='),
  )
  return signAgain(template, doctor.key, { isWrapped: true })
}

/** Validation data as the central service adds it to a T document: XAdES once as the default namespace, everything in lines. */
export function withValidationData(
  document: Uint8Array,
  values: {
    certificates: readonly Uint8Array[]
    crls: readonly Uint8Array[]
    tsa: readonly Uint8Array[]
    tsaCrls: readonly Uint8Array[]
  },
): Uint8Array<ArrayBuffer> {
  const list = (prefix: string, name: string, octets: readonly Uint8Array[]) =>
    octets.map((one) => `<${prefix}${name}>${wrapped(toBase64(one))}</${prefix}${name}>`).join('')
  const added =
    `<xa141:TimeStampValidationData xmlns:xa141="${namespaces.xa141}" xmlns="${namespaces.xa}" URI="#ts">` +
    `<CertificateValues>${list('', 'EncapsulatedX509Certificate', values.tsa)}</CertificateValues>` +
    `<RevocationValues><CRLValues>${list('', 'EncapsulatedCRLValue', values.tsaCrls)}</CRLValues></RevocationValues></xa141:TimeStampValidationData>` +
    `<xa:CertificateValues>${list('xa:', 'EncapsulatedX509Certificate', values.certificates)}</xa:CertificateValues>` +
    `<xa:RevocationValues><xa:CRLValues>${list('xa:', 'EncapsulatedCRLValue', values.crls)}</xa:CRLValues></xa:RevocationValues>`
  // Behind the last one: the outermost signature's.
  return rewrite(document, (xml) =>
    xml.replace(/<\/xa:UnsignedSignatureProperties>(?![\s\S]*<\/xa:UnsignedSignatureProperties>)/, `${added}$&`),
  )
}
