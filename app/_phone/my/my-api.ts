import type { z } from 'zod'
import type { CallApi } from '@/lib/browser/api-client'
import type { lossReport, myPage, optionsAnswer } from '@/lib/wire/phone'

export type MyPage = z.infer<typeof myPage>
export type MyToken = MyPage['tokens'][number]
export type MyPhone = MyPage['phones'][number]

/** Requests of the holder's own page to the authority. The session is known by a cookie that no script can read. */
export function myApi(call: CallApi) {
  const revocation = (kind: 'tokens' | 'phones', id: string) => `my/${kind}/${encodeURIComponent(id)}/revocation`
  return {
    read: () => call<MyPage>('GET', 'my'),
    signInOptions: () => call<z.infer<typeof optionsAnswer>>('POST', 'holder-sessions/options', {}),
    signIn: (response: object) => call<MyPage>('POST', 'holder-sessions', { response }),
    signOut: () => call<unknown>('DELETE', 'holder-sessions/current'),
    endToken: (id: string) => call<unknown>('POST', revocation('tokens', id)),
    endAllTokens: () => call<unknown>('POST', 'my/tokens/revocation'),
    removePhone: (id: string) => call<unknown>('POST', revocation('phones', id)),
    reportLoss: (report: z.infer<typeof lossReport>) => call<unknown>('POST', 'my/loss-report', report),
  }
}

export type MyApi = ReturnType<typeof myApi>
