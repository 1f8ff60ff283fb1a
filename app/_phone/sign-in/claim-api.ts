import type { z } from 'zod'
import type { CallApi } from '@/lib/browser/api-client'
import type { approval, claim, denialRequest, optionsAnswer } from '@/lib/wire/phone'

export type Claim = z.infer<typeof claim>
export type Approval = z.infer<typeof approval>

/** Requests of the sign-in page to the authority. Claim and own page are known by cookies that no script can read. */
export function claimApi(call: CallApi) {
  return {
    claim: (frame: string) => call<Claim>('POST', 'claims', { frame }),
    resume: () => call<Claim>('GET', 'claims/current'),
    sendNumber: (number: string) => call<Claim>('POST', 'claims/current/number', { number }),
    renewOptions: () => call<z.infer<typeof optionsAnswer>>('POST', 'claims/current/options'),
    approve: (response: object) => call<Approval>('POST', 'claims/current/assertion', { response }),
    deny: (denial: z.input<typeof denialRequest>) => call<unknown>('POST', 'claims/current/denial', denial),
    myPageOptions: () => call<z.infer<typeof optionsAnswer>>('POST', 'holder-sessions/options', {}),
    openMyPage: (response: object) => call<unknown>('POST', 'holder-sessions', { response }),
    endAllTokens: () => call<unknown>('POST', 'my/tokens/revocation'),
  }
}

export type ClaimApi = ReturnType<typeof claimApi>
