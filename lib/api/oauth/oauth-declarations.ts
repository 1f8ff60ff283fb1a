import { oauthError } from '@/lib/wire/oauth'

/** Every refusal under /oauth2: RFC 6749 §5.2. */
export const oauthErrorResponse = {
  description: 'OAuth error; `error` says which',
  content: { 'application/json': { schema: oauthError } },
}
