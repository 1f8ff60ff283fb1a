import { describe, expect, it } from 'vitest'
import { createApiClient } from './api-client'

const texts = {
  'network.failed': { title: '通信できません', detail: '電波の届く場所でお試しください。' },
  'service.unavailable': { title: '利用できません', detail: '準備中です。', nextStep: 'お待ちください。' },
}

function answering(response: Response | Error) {
  const sent: { url: string; init: RequestInit }[] = []
  const send: typeof fetch = async (url, init) => {
    sent.push({ url: String(url), init: init ?? {} })
    if (response instanceof Error) throw response
    return response
  }
  return { sent, call: createApiClient({ base: '/api/authority/v1', locale: 'en', texts, send }) }
}

describe('calling the authority', () => {
  it('sends JSON in the language of the page and gives the answer back', async () => {
    const { call, sent } = answering(Response.json({ step: 'bind' }))
    expect(await call('POST', 'registrations', { code: 'c' })).toEqual({ ok: true, value: { step: 'bind' } })
    expect(sent[0]?.url).toBe('/api/authority/v1/registrations')
    expect(sent[0]?.init).toMatchObject({ method: 'POST', body: '{"code":"c"}' })
    expect(sent[0]?.init.headers).toMatchObject({ 'accept-language': 'en', 'content-type': 'application/json' })
  })

  it('sends no body and no media type where there is nothing to say', async () => {
    const { call, sent } = answering(new Response(null, { status: 204 }))
    expect(await call('DELETE', 'holder-sessions/current')).toEqual({ ok: true, value: null })
    expect(sent[0]?.init).not.toHaveProperty('body')
    expect(sent[0]?.init.headers).not.toHaveProperty('content-type')
  })

  it('gives a problem document with its code, texts and parameters', async () => {
    const problem = {
      type: 'x',
      title: 'Wrong password',
      status: 403,
      code: 'notification_card.wrong_password',
      detail: '4 tries left.',
      next_step: 'Look at the slip.',
      request_id: 'req_1',
      params: { tries: 4 },
    }
    const { call } = answering(Response.json(problem, { status: 403 }))
    expect(await call('POST', 'registrations', {})).toEqual({
      ok: false,
      problem: {
        code: 'notification_card.wrong_password',
        title: 'Wrong password',
        detail: '4 tries left.',
        nextStep: 'Look at the slip.',
        params: { tries: 4 },
        requestId: 'req_1',
      },
    })
  })

  it('sends a bearer from memory without any cookie, and its own limit of time', async () => {
    const sent: RequestInit[] = []
    const send: typeof fetch = async (_, init) => {
      sent.push(init ?? {})
      return Response.json({})
    }
    const call = createApiClient({ base: '/api/facility/v1', locale: 'ja', credentials: 'omit', send })
    const { signal } = new AbortController()
    await call('GET', 'frame-sessions/current', undefined, { bearer: 'b', signal })
    expect(sent[0]).toMatchObject({ credentials: 'omit', headers: { authorization: 'Bearer b' } })
    expect(sent[0]?.signal).toBe(signal)
    await call('POST', 'frame-sessions', {})
    expect(sent[1]?.headers).not.toHaveProperty('authorization')
  })

  it.each([
    { name: 'a broken connection', answer: new TypeError('Failed to fetch'), code: 'network.failed' },
    { name: 'a proxy’s page', answer: new Response('<h1>502</h1>', { status: 502 }), code: 'service.unavailable' },
    { name: 'a success that is no JSON', answer: new Response('hello'), code: 'service.unavailable' },
    { name: 'a problem without code', answer: Response.json({}, { status: 500 }), code: 'service.unavailable' },
    { name: 'a list as problem', answer: Response.json([], { status: 500 }), code: 'service.unavailable' },
  ])('turns $name into $code', async ({ answer, code }) => {
    const { call } = answering(answer)
    expect(await call('GET', 'my')).toMatchObject({ ok: false, problem: { code } })
  })
})
