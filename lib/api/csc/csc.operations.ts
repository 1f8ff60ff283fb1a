import type { Operation } from '../operations/operation'
import type { Router } from '../router'
import { authorizationOperations } from './authorization.operations'
import { credentialOperations } from './credentials.operations'
import { CscRefusal } from './csc-refusal'
import type { CscVersion } from './csc-version'
import { infoOperations, logoPath } from './info.operations'
import { logo } from './logo'
import { revocationOperations } from './revocation.operations'
import { signatureOperations } from './signatures.operations'

const offered = [
  'auth/revoke',
  'credentials/list',
  'credentials/info',
  'credentials/authorize',
  'credentials/extendTransaction',
  'signatures/signHash',
  'signatures/timestamp',
] as const

/** The Cloud Signature Consortium API, versions 1 and 2 side by side. */
export function cscOperations(): readonly Operation[] {
  return [...versionOperations(1), ...versionOperations(2)]
}

function versionOperations(version: CscVersion): readonly Operation[] {
  return [
    ...infoOperations(version, offered),
    ...credentialOperations(version),
    ...authorizationOperations(version),
    ...signatureOperations(version),
    ...revocationOperations(version),
  ]
}

/** Every method of the standard that is not offered is answered so (CSC API v1 §8.1). */
const otherMethods = ['/csc/v1/*', '/csc/v2/*'] as const
export const cscRest: readonly string[] = [`GET ${logoPath}`, ...otherMethods.map((path) => `POST ${path}`)]

/** What the standard requires in addition to operations: the logo that `info` names, and the answer of a method that is not offered. */
export function mountCscRest(router: Router): void {
  router.get(logoPath, (c) => {
    c.header('content-type', 'image/png')
    c.header('cache-control', 'public, max-age=86400')
    return c.body(logo())
  })
  for (const path of otherMethods) {
    router.post(path, () => {
      throw new CscRefusal('The method is not offered', { status: 501 })
    })
  }
}
