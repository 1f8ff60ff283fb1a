import { describe, expect, test } from 'vitest'
import { EgressError, type EgressFacts, type EgressFailure } from '@/lib/egress/egress-error'
import { errors as en } from '@/lib/messages/en/errors'
import { fill } from '@/lib/messages/fill'
import { type ErrorCode, errors as ja } from '@/lib/messages/ja/errors'
import { toAuthorityFailure } from './authority-failure'

const host = 'authority.example.jp'
const proxy = 'proxy.example.jp:3128'

describe('why the authority could not be asked, in words for who has to change it', () => {
  test.each<[EgressFailure, EgressFacts, string, RegExp]>([
    ['proxy_unreachable', { proxy }, 'authority.proxy_unreachable', /HTTPS_PROXY/],
    ['timeout', { proxy, phase: 'proxy' }, 'authority.proxy_unreachable', /HTTPS_PROXY/],
    ['proxy_refused', { proxy, status: 403 }, 'authority.proxy_refused', /403[\s\S]*authority\.example\.jp/],
    ['proxy_credentials', { proxy, status: 407 }, 'authority.proxy_credentials', /407[\s\S]*HTTPS_PROXY/],
    ['name_not_resolved', {}, 'authority.name_not_resolved', /DNS/],
    ['unreachable', {}, 'authority.unreachable', /authority\.example\.jp/],
    ['timeout', { phase: 'tls' }, 'authority.timeout', /tls/],
    ['tls_root_unknown', { issuer: 'TEST CA' }, 'authority.tls_root_unknown', /TEST CA[\s\S]*SHOMEI_TLS_ROOTS_FILE/],
    ['tls_certificate', { issuer: 'TEST CA' }, 'authority.tls_certificate', /TEST CA/],
    ['tls_client_certificate', {}, 'authority.tls_client_certificate', /authority\.example\.jp/],
    ['tls_failed', {}, 'authority.tls_failed', /TLS/],
    ['connection_lost', {}, 'authority.unavailable', /./],
    ['too_large', {}, 'authority.unavailable', /./],
    ['aborted', {}, 'authority.unavailable', /./],
  ])('%s %j is %s', (failure, facts, code, said) => {
    const error = toAuthorityFailure(new EgressError(failure, { host, ...facts }))
    expect(error).toMatchObject({ code, retryAfterSeconds: 10 })
    for (const { detail, nextStep = '' } of [ja[code as ErrorCode], en[code as ErrorCode]]) {
      const text = fill(`${detail}\n${nextStep}`, error.params)
      expect(text).toMatch(said)
      expect(text).not.toMatch(/[{}]/)
    }
  })

  test('what is no failure of a call is the authority being away', () => {
    expect(toAuthorityFailure(new Error('x'))).toMatchObject({ code: 'authority.unavailable', params: {} })
  })
})
