import {
  exclusiveC14n,
  namespaces,
  type SignatureMethod,
  sha256Uri,
  signatureMethodUris,
  signedPropertiesType,
} from '../algorithms'

/** Declarations on the apex of an exclusive-canonical form; inside the document they are on an ancestor instead. */
const ds = ` xmlns:xs="${namespaces.ds}"`
const xa = ` xmlns:xa="${namespaces.xa}"`

/** The same element twice: as exclusive C14N writes it, and as written in the document. */
export type Fragment = { canonical: string; inPlace: string }

/** What the names of a signature's parts begin with, and the parts. */
export type SignatureIds = { signature: string; prefix: string }

export function keyInfoFragment(ids: SignatureIds, certificate: string): Fragment {
  const write = (declaration: string) =>
    `<xs:KeyInfo${declaration} Id="${ids.prefix}-KeyInfo"><xs:X509Data><xs:X509Certificate>${certificate}</xs:X509Certificate></xs:X509Data></xs:KeyInfo>`
  return { canonical: write(ds), inPlace: write('') }
}

/** `signingTime`: xs:dateTime. `certificateDigest`: SHA-256 in base64. */
export function signedPropertiesFragment(ids: SignatureIds, signingTime: string, certificateDigest: string): Fragment {
  const write = (outer: string, inner: string) =>
    `<xa:SignedProperties${outer} Id="${ids.prefix}-SignedProperties"><xa:SignedSignatureProperties><xa:SigningTime>${signingTime}</xa:SigningTime>` +
    `<xa:SigningCertificateV2><xa:Cert><xa:CertDigest><xs:DigestMethod${inner} Algorithm="${sha256Uri}"></xs:DigestMethod>` +
    `<xs:DigestValue${inner}>${certificateDigest}</xs:DigestValue></xa:CertDigest></xa:Cert></xa:SigningCertificateV2>` +
    '</xa:SignedSignatureProperties></xa:SignedProperties>'
  return { canonical: write(xa, ds), inPlace: write('', '') }
}

/** The three references in the order of the service's own documents; digests are SHA-256 in base64. */
export function signedInfoFragment(
  ids: SignatureIds,
  method: SignatureMethod,
  target: string,
  digests: { target: string; keyInfo: string; signedProperties: string },
): Fragment {
  const inner =
    `<xs:CanonicalizationMethod Algorithm="${exclusiveC14n}"></xs:CanonicalizationMethod>` +
    `<xs:SignatureMethod Algorithm="${signatureMethodUris[method]}"></xs:SignatureMethod>` +
    // No Transforms: the service's form, which means inclusive Canonical XML.
    reference(`${ids.prefix}-Ref1`, '', target, '', digests.target) +
    reference(`${ids.prefix}-Ref2`, '', `${ids.prefix}-KeyInfo`, transforms, digests.keyInfo) +
    reference(
      `${ids.prefix}-Ref3`,
      ` Type="${signedPropertiesType}"`,
      `${ids.prefix}-SignedProperties`,
      transforms,
      digests.signedProperties,
    )
  const write = (declaration: string) =>
    `<xs:SignedInfo${declaration} Id="${ids.prefix}-SignedInfo">${inner}</xs:SignedInfo>`
  return { canonical: write(ds), inPlace: write('') }
}

const transforms = `<xs:Transforms><xs:Transform Algorithm="${exclusiveC14n}"></xs:Transform></xs:Transforms>`

function reference(id: string, type: string, target: string, transform: string, digest: string): string {
  return (
    `<xs:Reference Id="${id}"${type} URI="#${target}">${transform}` +
    `<xs:DigestMethod Algorithm="${sha256Uri}"></xs:DigestMethod><xs:DigestValue>${digest}</xs:DigestValue></xs:Reference>`
  )
}

/** The text around the value of the signature. */
export function signatureFragment(
  ids: SignatureIds,
  parts: { signedInfo: string; keyInfo: string; signedProperties: string },
) {
  return {
    beforeValue: `<xs:Signature${ds} Id="${ids.signature}">${parts.signedInfo}<xs:SignatureValue Id="${ids.prefix}-SignatureValue">`,
    afterValue:
      `</xs:SignatureValue>${parts.keyInfo}<xs:Object${xa}>` +
      `<xa:QualifyingProperties Id="${ids.prefix}-QualifyingProperties" Target="#${ids.signature}">${parts.signedProperties}</xa:QualifyingProperties></xs:Object></xs:Signature>`,
  }
}
