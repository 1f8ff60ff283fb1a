import { createHttpClient, type OutboundAnswer } from '@/lib/egress/http-client'
import type { FacilityContext } from '../facility-context'
import { sandboxError } from './sandbox.errors'

/** The three requests with which a phone's page answers a sign-in, over the network as from any phone. */
export type PhoneCalls = {
  /** @param frame as scanned from the QR */
  claim(frame: string): Promise<void>
  /** The challenge of the assertion. */
  matchNumber(number: string): Promise<string>
  approve(response: object): Promise<void>
  close(): Promise<void>
}

/** Calls the authority as the page of a phone does: from the page's own origin, with the cookie of its claim and no other right. */
export function createPhoneCalls({ settings }: Pick<FacilityContext, 'settings'>): PhoneCalls {
  const http = createHttpClient(settings.egress)
  let cookie = ''
  async function post(path: string, body: object): Promise<OutboundAnswer> {
    const answer = await http.request({
      method: 'POST',
      url: `${settings.authorityUrl}/api/authority/v1/claims${path}`,
      headers: {
        'content-type': 'application/json',
        origin: new URL(settings.authorityUrl).origin,
        'user-agent': 'Shomei test phone',
        ...(cookie === '' ? {} : { cookie }),
      },
      body: JSON.stringify(body),
    })
    if (answer.status === 200) return answer
    throw sandboxError('sandbox.sign_in_not_finished', { params: { reason: codeOf(answer) } })
  }
  return {
    async claim(frame) {
      const { headers } = await post('', { frame })
      const [pair = ''] = (headers['set-cookie'] ?? '').split(';')
      cookie = pair
    },
    async matchNumber(number) {
      const { body } = await post('/current/number', { number })
      const { options } = JSON.parse(body) as { options: { challenge: string } }
      return options.challenge
    },
    async approve(response) {
      await post('/current/assertion', { response })
    },
    close: () => http.close(),
  }
}

/** The code of a problem document; the status where the answer is none. */
function codeOf({ status, body }: OutboundAnswer): string {
  try {
    const { code } = JSON.parse(body) as { code?: unknown }
    return typeof code === 'string' && /^[a-z_.]{1,64}$/.test(code) ? code : `status_${status}`
  } catch {
    return `status_${status}`
  }
}
