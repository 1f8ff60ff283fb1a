import { createRequire } from 'node:module'
import { SignedXml } from 'xml-crypto'
import type * as Xmldsig from 'xmldsigjs'
import { toPem } from '@/lib/pki/testing/to-pem'

/** Whether xml-crypto accepts the prescription's signature with the key of this certificate; it judges RSA only. */
export function isAcceptedByXmlCrypto(document: Uint8Array, certificate: Uint8Array): boolean {
  const xml = new TextDecoder().decode(document)
  const judge = new SignedXml({ publicCert: toPem(certificate, 'CERTIFICATE') })
  judge.loadSignature(/<PrescriptionSign>(.*)<\/PrescriptionSign>/s.exec(xml)?.[1] ?? '')
  try {
    return judge.checkSignature(xml)
  } catch {
    return false
  }
}

const load = createRequire(import.meta.url)
/** The DOM that xmldsigjs brings has to be the one it is given. */
const loadBeside = createRequire(load.resolve('xmldsigjs'))

/** Whether xmldsigjs accepts the prescription's signature, with the key in it. */
export async function isAcceptedByXmldsig(document: Uint8Array): Promise<boolean> {
  const { Parse, SignedXml: Judge, Application }: typeof Xmldsig = load('xmldsigjs')
  const { DOMParser, XMLSerializer, DOMImplementation } = loadBeside('@xmldom/xmldom')
  loadBeside('xml-core').setNodeDependencies({
    DOMParser,
    XMLSerializer,
    DOMImplementation,
    xpath: loadBeside('xpath'),
  })
  Application.setEngine('node', crypto)
  const parsed = Parse(new TextDecoder().decode(document))
  const [signature] = Array.from(parsed.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature'))
  if (!signature) return false
  const judge = new Judge(parsed)
  judge.LoadXml(signature)
  try {
    return await judge.Verify()
  } catch {
    return false
  }
}
