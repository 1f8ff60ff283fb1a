import { newRouter, type Router } from '../router'
import { authorizationRoutes } from './authorization.routes'
import { credentialRoutes } from './credentials.routes'
import { accessTokenDeclaration, accessTokenScheme } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import type { CscVersion } from './csc-version'
import { infoRoutes, logoPath } from './info.routes'
import { logo } from './logo'
import { respondWithCscError } from './respond-with-csc-error'
import { revocationRoutes } from './revocation.routes'
import { signatureRoutes } from './signatures.routes'

const offered = [
  'auth/revoke',
  'credentials/list',
  'credentials/info',
  'credentials/authorize',
  'credentials/extendTransaction',
  'signatures/signHash',
  'signatures/timestamp',
] as const

/** The Cloud Signature Consortium API, versions 1 and 2 side by side. Every other method is answered as not offered. */
export function cscRoutes(): Router {
  const router = newRouter()
  router.openAPIRegistry.registerComponent('securitySchemes', accessTokenScheme, accessTokenDeclaration)
  for (const version of [1, 2] as const) router.route('/', versionRoutes(version))
  router.get(logoPath, (c) => {
    c.header('content-type', 'image/png')
    c.header('cache-control', 'public, max-age=86400')
    return c.body(logo())
  })
  return router
}

function versionRoutes(version: CscVersion): Router {
  const router = newRouter()
  router.onError(respondWithCscError)
  router.route('/', infoRoutes(version, offered))
  router.route('/', credentialRoutes(version))
  router.route('/', authorizationRoutes(version))
  router.route('/', signatureRoutes(version))
  router.route('/', revocationRoutes(version))
  router.post(`/csc/v${version}/*`, () => {
    throw new CscRefusal('The method is not offered', { status: 501 })
  })
  return router
}
