/** Namespaces by the prefix under which this folder speaks of them. */
export const namespaces = {
  '': '',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xa: 'http://uri.etsi.org/01903/v1.3.2#',
  xa141: 'http://uri.etsi.org/01903/v1.4.1#',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const

export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const inclusiveC14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

export type Canonicalization = 'exclusive' | 'inclusive'

/** Canonicalizations that a Transform or a time-stamp may name (V7, V15); without comments both. */
export const canonicalizationByUri: ReadonlyMap<string, Canonicalization> = new Map([
  [exclusiveC14n, 'exclusive'],
  [inclusiveC14n, 'inclusive'],
])

export type SignatureMethod = 'rsa-sha256' | 'ecdsa-sha256'

export const signatureMethodUris: Readonly<Record<SignatureMethod, string>> = {
  'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'ecdsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
}

export type HashName = 'sha256' | 'sha384' | 'sha512'

export const sha256Uri = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** Digest methods of a Reference or a certificate digest (V8, V9). */
export const hashByUri: ReadonlyMap<string, HashName> = new Map([
  [sha256Uri, 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
])

export const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties'

const more2001 = 'http://www.w3.org/2001/04/xmldsig-more#'
const more2007 = 'http://www.w3.org/2007/05/xmldsig-more#'
const more2021 = 'http://www.w3.org/2021/04/xmldsig-more#'

/** Sound algorithms of other makers (RFC 9231) that are not judged here: what they cover is not known to be whole. */
export const unsupportedUris: Readonly<Record<'canonicalization' | 'signature' | 'digest', ReadonlySet<string>>> = {
  canonicalization: new Set([
    inclusiveC14n,
    `${inclusiveC14n}#WithComments`,
    `${exclusiveC14n}WithComments`,
    'http://www.w3.org/2006/12/xml-c14n11',
    'http://www.w3.org/2006/12/xml-c14n11#WithComments',
    'http://www.w3.org/2010/xml-c14n2',
  ]),
  signature: new Set([
    ...['rsa-sha384', 'rsa-sha512', 'ecdsa-sha384', 'ecdsa-sha512'].map((name) => more2001 + name),
    ...['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'].map((name) => `${more2007}${name}-rsa-MGF1`),
    `${more2007}rsa-pss`,
    `${more2021}eddsa-ed25519`,
    `${more2021}eddsa-ed448`,
    ...['256', '384', '512'].map((size) => `${more2021}ecdsa-sha3-${size}`),
  ]),
  digest: new Set([`${more2001}sha224`, ...['224', '256', '384', '512'].map((size) => `${more2007}sha3-${size}`)]),
}

/** Parameter of exclusive C14N that other makers write; which namespaces it adds is not judged here. */
export const inclusiveNamespaces = { namespace: exclusiveC14n, name: 'InclusiveNamespaces' } as const
