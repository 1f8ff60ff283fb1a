import { createServer } from 'node:http'

/**
 * A facility that speaks the EMR API and nothing else, for tests. `statuses` maps staff_id to a status; every request is kept in `seen`.
 * A token made invalid by `revokeTokens()` is answered with 401, as after a restart. `sign(csv)` makes a signed document and its signer's
 * certificate; `signed` holds one entry for each time it was called.
 */
export async function startFakeFacility(statuses, sign = null) {
  const seen = []
  const signed = new Map()
  let refusal = null
  let warnings = []
  let validTokens = new Set()
  let gate = Promise.resolve()
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    seen.push({ method: request.method, url: request.url, headers: request.headers, body })
    await gate
    const [status, content] = await answer(request, body)
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' })
    response.end(JSON.stringify(content))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function answerSigning(key, { staff_id: staffId, document, dry_run: isDryRun }) {
    if (refusal) return refusal
    if (isDryRun) return [200, { dry_run: true, warnings }]
    const status = statuses.get(staffId)
    if (status !== 'signed_in' && status !== 'expiring') {
      return [409, { code: 'signing.authentication_required', detail: '本人認証が必要です。' }]
    }
    if (!signed.has(key)) signed.set(key, sign(Buffer.from(document, 'base64')))
    const made = await signed.get(key)
    const facts = { signature_level: 'BES', signed_at: '2026-11-23T02:00:00.000Z', warnings: [] }
    const [xml, certificate] = [made.document, made.certificate].map((octets) => Buffer.from(octets).toString('base64'))
    return [200, { signed_document: xml, certificate, ...facts }]
  }

  function answer(request, body) {
    const { pathname } = new URL(request.url, 'http://facility.localhost')
    if (pathname === '/api/emr/v1/token') {
      const token = `at_${seen.length}`
      validTokens.add(token)
      return [200, { access_token: token, token_type: 'Bearer', expires_in: 900 }]
    }
    const token = request.headers.authorization?.replace('Bearer ', '')
    if (!validTokens.has(token)) return [401, { code: 'emr.unauthorized', detail: '認証情報が無効です。' }]
    if (pathname === '/api/emr/v1/launches') {
      const { purpose } = JSON.parse(body)
      return [
        201,
        {
          ticket: `lt_${purpose}_${seen.length}_0123456789`,
          expires_in: 60,
          frame_url: 'http://facility.localhost/embed/frame',
        },
      ]
    }
    if (pathname === '/api/emr/v1/prescriptions/sign') {
      return answerSigning(request.headers['idempotency-key'], JSON.parse(body))
    }
    const staffId = decodeURIComponent(pathname.split('/')[5] ?? '')
    const status = statuses.get(staffId)
    if (!status) return [404, { code: 'staff.not_found', detail: '職員がみつかりません。' }]
    if (pathname.endsWith('/sign-out')) {
      statuses.set(staffId, 'sign_in_required')
      return [200, { signed_out: true, revoked_at_authority: true }]
    }
    const isValid = status === 'signed_in' || status === 'expiring'
    return [
      200,
      {
        staff_id: staffId,
        status,
        method: isValid ? 'fido' : null,
        expires_at: isValid ? '2026-11-23T03:00:00.000Z' : null,
        remaining_seconds: isValid ? 3600 : 0,
        server_time: '2026-11-23T02:00:00.000Z',
      },
    ]
  }

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    statuses,
    signed,
    /** Every signing is answered with this until it is called with null. */
    refuseSigning(answer) {
      refusal = answer
    },
    /** Every dry run is answered with these warnings. */
    warnOf(found) {
      warnings = found
    },
    revokeTokens() {
      validTokens = new Set()
    },
    /** Holds every answer back until the returned function is called. */
    hold() {
      let release = () => {}
      gate = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
