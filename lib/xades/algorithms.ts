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
