import { hash } from 'node:crypto'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SignatureMethod } from '../algorithms'
import { profiles, signaturePlaces, targetId } from '../document-profile'
import { readCertificate } from '../read-certificate'
import { methodOfKey, valueSizeOf } from '../signing-key'

import { fromBase64, toBase64 } from '../xml/base64'
import { canonicalize } from '../xml/canonicalize'
import { defaultXmlLimits, type XmlLimits } from '../xml/check-limits'
import { type Element, isNamed, walk } from '../xml/element'
import { indexIds } from '../xml/index-ids'
import { type ParsedDocument, readDocument } from '../xml/read-document'
import {
  keyInfoFragment,
  type SignatureIds,
  signatureFragment,
  signedInfoFragment,
  signedPropertiesFragment,
} from './fragments'
import type { PreparedSignature } from './prepared-signature'
import { XadesError } from './xades-error'

type Preparation = {
  /** UTF-8 XML with an empty sign element at the fixed path. */
  document: Uint8Array
  kind: DocumentKind
  /** DER; its state is the caller's to check before anything is signed (C4). */
  certificate: Uint8Array
  signingTime: Date
  /** What the names of the signature's parts begin with; an XML name. Otherwise one follows from all that is signed. */
  idPrefix?: string
  limits?: XmlLimits
}

/** What is read from the document. */
type Slot = { targetId: string; targetDigest: string; before: string; after: string; usedIds: ReadonlySet<string> }

/**
 * Everything of a XAdES-BES signature but its value, in the e-prescription's shape: by Id reference, the document without
 * transforms, KeyInfo and SignedProperties exclusive. A dispensing signature covers the prescription and the doctor's signature
 * that its document holds.
 * @throws XadesError `insertion_point`, `key_unsupported`, `certificate_malformed`, `signing_time`, or the finding that makes the
 * document unfit
 */
export function prepareSignature(preparation: Preparation): PreparedSignature {
  const { document, kind, certificate, limits = defaultXmlLimits } = preparation
  const certificateDigest = hash('sha256', certificate, 'base64')
  const { method, valueSize } = readKey(certificate, certificateDigest)
  const signingTime = toXsDateTime(preparation.signingTime)
  const read = readDocument(document, limits)
  if (read.code !== null) throw new XadesError(read.code)
  const slot = readSlot(read.document, kind)
  const ids = chooseIds(preparation, `${signingTime}\n${certificateDigest}`, slot)
  const keyInfo = keyInfoFragment(ids, toBase64(certificate))
  const signedProperties = signedPropertiesFragment(ids, signingTime, certificateDigest)
  const signedInfo = signedInfoFragment(ids, method, slot.targetId, {
    target: slot.targetDigest,
    keyInfo: hash('sha256', keyInfo.canonical, 'base64'),
    signedProperties: hash('sha256', signedProperties.canonical, 'base64'),
  })
  const parts = { signedInfo: signedInfo.inPlace, keyInfo: keyInfo.inPlace, signedProperties: signedProperties.inPlace }
  const signature = signatureFragment(ids, parts)
  return {
    kind,
    signatureMethod: method,
    digest: new Uint8Array(hash('sha256', signedInfo.canonical, 'buffer')),
    valueSize,
    beforeValue: slot.before + signature.beforeValue,
    afterValue: signature.afterValue + slot.after,
  }
}

function readKey(der: Uint8Array, digest: string): { method: SignatureMethod; valueSize: number } {
  const certificate = readCertificate(der, digest)
  if (certificate === null) throw new XadesError('certificate_malformed')
  const method = methodOfKey(certificate)
  if (method === 'key_type_mismatch' || method === 'key_too_short') throw new XadesError('key_unsupported')
  return { method, valueSize: valueSizeOf(certificate) }
}

function toXsDateTime(time: Date): string {
  const year = time.getUTCFullYear()
  if (!(year >= 2000 && year <= 9999)) throw new XadesError('signing_time')
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

function readSlot({ root, text, comments }: ParsedDocument, kind: DocumentKind): Slot {
  const places = signaturePlaces(root)
  const [place] = places ?? []
  if (!places || !place) throw new XadesError('document_kind_unknown')
  if (place.kind !== kind) throw new XadesError('document_kind_mismatch')
  const innerHolders = places.slice(1).map(({ holder }) => holder)
  if (comments > 0) throw new XadesError('comment_inside')
  assertSignatures(root, innerHolders)
  assertContent(place.target, kind)
  const { byId, duplicates } = indexIds(root)
  if (duplicates.length > 0) throw new XadesError('id_duplicate')
  const id = targetId(place.target)
  if (id === null || !xmlName.test(id)) throw new XadesError('reference_unresolved')
  const targetDigest = hash('sha256', canonicalize(place.target, 'inclusive'), 'base64')
  return { targetId: id, targetDigest, ...cutAtHolder(text, place.holder), usedIds: new Set(byId.keys()) }
}

const xmlName = /^[A-Za-z_][\w.-]{0,99}$/

/** Exactly the signatures that the profile puts inside, and none where the new one comes (C5). */
function assertSignatures(root: Element, innerHolders: readonly Element[]): void {
  const signatures = walk(root).filter((element) => isNamed(element, 'ds', 'Signature'))
  if (innerHolders.some((holder) => !signatures.some(({ parent }) => parent === holder))) {
    throw new XadesError('signature_missing')
  }
  if (signatures.length !== innerHolders.length) throw new XadesError('insertion_point')
}

/** The CSV is UTF-8 with LF only, in base64 on one line (C6). */
function assertContent(target: Element, kind: DocumentKind): void {
  const { content } = profiles[kind]
  const element = target.name === content ? target : target.children.find((child) => isNamed(child, '', content))
  const csv = element === undefined || /\s/.test(element.text) ? null : fromBase64(element.text)
  if (csv === null || csv.length === 0 || csv.includes(0x0d) || !isUtf8(csv)) {
    throw new XadesError('signed_content_malformed')
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function isUtf8(octets: Uint8Array): boolean {
  try {
    return decoder.decode(octets) !== ''
  } catch {
    return false
  }
}

/**
 * The text on both sides of the holder's inside. Sound because the text has neither comments nor CDATA sections: `<` begins a tag,
 * and the parser has seen that the only element of this name is the holder and empty.
 */
function cutAtHolder(text: string, holder: Element): { before: string; after: string } {
  if (holder.children.length > 0 || holder.text !== '') throw new XadesError('insertion_point')
  const tags = [
    ...text.matchAll(new RegExp(`<${holder.name}(?<attributes>[ \\t\\r\\n][^<>]*?)?(?:/>|>(?=</${holder.name}))`, 'g')),
  ]
  const [tag] = tags
  if (tags.length !== 1 || tag === undefined) throw new XadesError('insertion_point')
  const start = `${text.slice(0, tag.index)}<${holder.name}${tag.groups?.['attributes'] ?? ''}>`
  const rest = text.slice(tag.index + tag[0].length)
  return { before: start, after: tag[0].endsWith('/>') ? `</${holder.name}>${rest}` : rest }
}

/** Unique in the document (C3). */
function chooseIds({ kind, idPrefix }: Preparation, occasion: string, slot: Slot): SignatureIds {
  const facts = `${kind}\n${slot.targetDigest}\n${occasion}`
  const prefix = idPrefix ?? `id-${hash('sha256', facts, 'hex').slice(0, 16)}`
  const ids = { signature: profiles[kind].signatureId, prefix }
  const isTaken = [...slot.usedIds].some((id) => id === ids.signature || id.startsWith(`${prefix}-`))
  if (!xmlName.test(prefix) || isTaken) throw new XadesError('id_duplicate')
  return ids
}
