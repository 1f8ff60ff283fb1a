import { createHash, verify, X509Certificate } from 'node:crypto'
import { XmlC14NMode, XmlStringOutputBufferHandler } from 'libxml2-wasm'
import { checkCertificate } from './certificate.mjs'
import { withXml } from './parse-xml.mjs'

const NAMESPACES = { ds: 'http://www.w3.org/2000/09/xmldsig#', xa: 'http://uri.etsi.org/01903/v1.3.2#' }
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const METHODS = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'rsa',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': 'ec',
}
const SIGNATURE = '/Document/Prescription/PrescriptionSign/ds:Signature'
const PROPERTIES = 'ds:Object/xa:QualifyingProperties/xa:SignedProperties'
const CLOCK_TOLERANCE_MS = 5 * 60_000

/**
 * What is wrong with the doctor's signature, nothing for a good one. The document's form has been checked before.
 * @param {Buffer} prescription
 * @param {import('./trust.mjs').Trust} trust
 * @param {Date} at
 * @returns {{ key: string, code: string, message: string }[]}
 */
export function verifySignature(prescription, trust, at) {
  try {
    return withXml(prescription, (document) => judge(document, trust, at)) ?? [unreadable()]
  } catch (error) {
    console.error(error)
    return [unreadable()]
  }
}

function unreadable() {
  return { key: 'signature.malformed', code: 'V-100', message: '電子署名を読み取れません。' }
}

function judge(document, trust, at) {
  const signature = document.get(SIGNATURE, NAMESPACES)
  const read = (path) => signature.eval(`string(${path})`, NAMESPACES).trim()
  const der = Buffer.from(read('ds:KeyInfo/ds:X509Data/ds:X509Certificate'), 'base64')
  if (der.length === 0) return [{ key: 'certificate.missing', code: 'V-300', message: '署名者の証明書がありません。' }]
  return [
    ...checkReferences(document, signature),
    ...checkSignatureValue(signature, read, der),
    ...checkBinding(read, der),
    ...checkSigningTime(read, at),
    ...checkCertificate(der, trust, at),
  ]
}

/** Exactly three references, to the CSV, to KeyInfo and to SignedProperties, each with the digest of the content there. */
function checkReferences(document, signature) {
  const scope = { key: 'signature.scope', code: 'V-101', message: '署名の対象が規定と異なります。' }
  const targets = [
    { node: document.get('/Document/Prescription/PrescriptionDocument'), id: 'id', transforms: [] },
    { node: signature.get('ds:KeyInfo', NAMESPACES), id: 'Id', transforms: [EXCLUSIVE] },
    { node: signature.get(PROPERTIES, NAMESPACES), id: 'Id', transforms: [EXCLUSIVE] },
  ]
  const references = signature.find('ds:SignedInfo/ds:Reference', NAMESPACES)
  if (references.length !== 3 || targets.some(({ node }) => node === null)) return [scope]
  return targets.flatMap(({ node, id, transforms }) => {
    const uri = `#${node.eval(`string(@${id})`)}`
    const reference = references.find((one) => one.eval('string(@URI)') === uri)
    if (!reference) return [scope]
    const used = reference.find('ds:Transforms/ds:Transform/@Algorithm', NAMESPACES).map((one) => one.value)
    if (used.join() !== transforms.join() && used.join() !== EXCLUSIVE) return [scope]
    const value = reference.eval('string(ds:DigestValue)', NAMESPACES).trim()
    const isSha256 = reference.eval('string(ds:DigestMethod/@Algorithm)', NAMESPACES) === SHA256
    const digest = createHash('sha256')
      .update(canonicalize(node, used.length > 0))
      .digest('base64')
    if (isSha256 && digest === value) return []
    return [{ key: 'signature.digest', code: 'V-102', message: `${node.name}が署名後に変更されています。` }]
  })
}

function checkSignatureValue(signature, read, der) {
  const type = METHODS[read('ds:SignedInfo/ds:SignatureMethod/@Algorithm')]
  const { publicKey } = new X509Certificate(der)
  const isExclusive = read('ds:SignedInfo/ds:CanonicalizationMethod/@Algorithm') === EXCLUSIVE
  if (!isExclusive || type === undefined || publicKey.asymmetricKeyType !== type) {
    return [{ key: 'signature.algorithm', code: 'V-103', message: '対応していない署名方式です。' }]
  }
  const signed = Buffer.from(canonicalize(signature.get('ds:SignedInfo', NAMESPACES), true))
  const value = Buffer.from(read('ds:SignatureValue'), 'base64')
  if (verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value)) return []
  return [{ key: 'signature.value', code: 'V-104', message: '署名値が一致しません。' }]
}

/** The signed properties name the certificate that the signature is checked with. */
function checkBinding(read, der) {
  const digest = `${PROPERTIES}/xa:SignedSignatureProperties/xa:SigningCertificateV2/xa:Cert/xa:CertDigest`
  const isSha256 = read(`${digest}/ds:DigestMethod/@Algorithm`) === SHA256
  if (isSha256 && read(`${digest}/ds:DigestValue`) === createHash('sha256').update(der).digest('base64')) return []
  return [{ key: 'certificate.binding', code: 'V-105', message: '署名に指定された証明書と一致しません。' }]
}

function checkSigningTime(read, at) {
  const time = Date.parse(read(`${PROPERTIES}/xa:SignedSignatureProperties/xa:SigningTime`))
  if (time <= at.getTime() + CLOCK_TOLERANCE_MS) return []
  return [{ key: 'signature.time', code: 'V-106', message: '署名時刻が正しくありません。' }]
}

function canonicalize(node, isExclusive) {
  const handler = new XmlStringOutputBufferHandler()
  const mode = isExclusive ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0
  node.doc.canonicalize(handler, { mode, nodeSet: new Set([node]) })
  return handler.result
}
