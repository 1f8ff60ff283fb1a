import { operation } from '@/lib/api/operations/operation'
import { clientAlgorithms } from '@/lib/client-assertion/client-keys'
import { authorizationServerMetadata, deviceCodeGrant } from '@/lib/wire/oauth'
import { jsonAnswer } from '../answers'

const metadata = operation(
  {
    caller: 'nobody',
    cost: { ms: 1 },
    method: 'get',
    path: '/.well-known/oauth-authorization-server',
    operationId: 'getServerMetadata',
    summary: 'Authorization server metadata (RFC 8414)',
    errors: [],
    responses: { 200: jsonAnswer('Metadata', authorizationServerMetadata) },
  },
  (c) => {
    const issuer = c.var.authority.settings.authorityUrl
    const methods = ['private_key_jwt']
    const algorithms = [...clientAlgorithms]
    c.header('cache-control', `public, max-age=${maxAgeSeconds}`)
    return c.json(
      {
        issuer,
        token_endpoint: `${issuer}/oauth2/token`,
        device_authorization_endpoint: `${issuer}/oauth2/device_authorization`,
        introspection_endpoint: `${issuer}/oauth2/introspect`,
        revocation_endpoint: `${issuer}/oauth2/revoke`,
        response_types_supported: [],
        grant_types_supported: [deviceCodeGrant],
        scopes_supported: ['sign'],
        authorization_details_types_supported: ['shomei_sign_in'],
        token_endpoint_auth_methods_supported: methods,
        token_endpoint_auth_signing_alg_values_supported: algorithms,
        introspection_endpoint_auth_methods_supported: methods,
        introspection_endpoint_auth_signing_alg_values_supported: algorithms,
        revocation_endpoint_auth_methods_supported: methods,
        revocation_endpoint_auth_signing_alg_values_supported: algorithms,
        service_documentation: `${issuer}/api/authority/v1/openapi.json`,
        ui_locales_supported: ['ja', 'en'],
      },
      200,
    )
  },
)

const maxAgeSeconds = 300

/**
 * RFC 8414 §3. `response_types_supported` is required and there is no authorization endpoint, so it is empty. Every endpoint takes
 * the same client authentication.
 */
export const metadataOperations = [metadata]
