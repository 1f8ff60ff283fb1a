import { verify, X509Certificate } from 'node:crypto'
import { children, readElement } from './der.mjs'

const KEY_USAGE = Buffer.from('551d0f', 'hex')
const DIRECTORY_ATTRIBUTES = Buffer.from('551d09', 'hex')
const NON_REPUDIATION_ONLY = 0x40
const ROLES = ['Medical Doctor', 'Dentist']

/**
 * What is wrong with a signer's certificate: path to the anchor, validity, revocation, purpose, qualification.
 * @param {Buffer} der
 * @param {import('./trust.mjs').Trust} trust
 * @param {Date} at
 * @returns {{ key: string, code: string, message: string }[]}
 */
export function checkCertificate(der, trust, at) {
  const certificate = new X509Certificate(der)
  const { keyUsage, role } = readExtensions(der)
  const findings = []
  const add = (key, code, message) => findings.push({ key, code, message })
  const issuer = trust.authorities.find((one) => isIssuedBy(certificate, one))
  if (!issuer || !reachesAnchor(issuer, trust, at))
    add('certificate.path', 'V-301', '信頼する認証局の証明書ではありません。')
  if (!isValidAt(certificate, at)) add('certificate.validity', 'V-302', '証明書の有効期間外です。')
  if (keyUsage !== NON_REPUDIATION_ONLY)
    add('certificate.key_usage', 'V-303', '署名用（nonRepudiation）の証明書ではありません。')
  if (!ROLES.includes(role)) add('certificate.role', 'V-304', '医師または歯科医師の資格が証明書にありません。')
  if (issuer) {
    const revocation = checkRevocation(certificate, issuer, trust.crls, at)
    if (revocation) findings.push(revocation)
  }
  return findings
}

function isIssuedBy(certificate, issuer) {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function reachesAnchor(certificate, { anchors, authorities }, at, depth = 0) {
  if (depth > 4 || !isValidAt(certificate, at)) return false
  if (anchors.some((anchor) => anchor.raw.equals(certificate.raw))) return true
  return authorities
    .filter((one) => !one.raw.equals(certificate.raw) && isIssuedBy(certificate, one))
    .some((one) => reachesAnchor(one, { anchors, authorities }, at, depth + 1))
}

function isValidAt({ validFrom, validTo }, at) {
  return Date.parse(validFrom) <= at.getTime() && at.getTime() <= Date.parse(validTo)
}

function readExtensions(der) {
  const [tbs] = children(readElement(der))
  const extensions = children(tbs).find(({ tag }) => tag === 0xa3)
  const list = extensions ? children(children(extensions)[0]).map((one) => children(one)) : []
  const find = (oid) => list.find(([id]) => id.content.equals(oid))?.at(-1).content
  const usage = find(KEY_USAGE)
  const attributes = find(DIRECTORY_ATTRIBUTES)
  return { keyUsage: usage ? readElement(usage).content[1] : null, role: attributes ? readRole(attributes) : null }
}

/** The UTF8String in the hcRole attribute: the only one there is. */
function readRole(octets) {
  const find = (element) => {
    if (element.tag === 0x0c) return element.content.toString('utf8')
    if ((element.tag & 0x20) === 0) return null
    return children(element).map(find).find(Boolean) ?? null
  }
  return find(readElement(octets))
}

function checkRevocation(certificate, issuer, crls, at) {
  const lists = crls
    .map(readCrl)
    .filter(({ signed, signature }) => verify('sha256', signed, issuer.publicKey, signature))
  const current = lists.filter(({ nextUpdate }) => nextUpdate >= at)
  if (current.length === 0) {
    return { key: 'certificate.revocation', code: 'V-305', message: '失効情報（CRL）を確認できません。' }
  }
  const serial = certificate.serialNumber.toLowerCase().replace(/^0+/, '')
  if (!current.some(({ serials }) => serials.has(serial))) return null
  return { key: 'certificate.revoked', code: 'V-306', message: '証明書は失効しています。' }
}

function readCrl(der) {
  const [tbs, , signature] = children(readElement(der))
  const parts = children(tbs)
  const times = parts.filter(({ tag }) => tag === 0x17 || tag === 0x18)
  const revoked = parts.slice(parts.indexOf(times.at(-1)) + 1).find(({ tag }) => tag === 0x30)
  const serials = revoked ? children(revoked).map((entry) => children(entry)[0].content.toString('hex')) : []
  return {
    signed: tbs.whole,
    signature: signature.content.subarray(1),
    nextUpdate: times.length > 1 ? readTime(times[1]) : new Date(0),
    serials: new Set(serials.map((serial) => serial.replace(/^0+/, ''))),
  }
}

/** UTCTime (YYMMDDHHMMSSZ, 1950–2049) or GeneralizedTime (YYYYMMDDHHMMSSZ). */
function readTime({ tag, content }) {
  const text = content.toString('latin1')
  const full = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  return new Date(full.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
