import { requestError } from '@/lib/kernel/request.errors'
import type { LiveAccessToken } from '../access-tokens/access-token'
import { listLiveTokensOfHolder } from '../access-tokens/access-token.store'
import type { AuthorityContext } from '../authority-context'
import type { Holder } from '../holders/holder'
import { getLiveHolder } from '../holders/holder.store'
import type { Phone } from '../phones/phone'
import { listLivePhones } from '../phones/phone.store'
import { getHolderSession } from './get-holder-session'
import type { HolderSession } from './holder-session'
import { listSignaturesOfHolder, type MySignature } from './my-signature.store'

export type MyPage = {
  session: HolderSession
  holder: Holder
  phones: Phone[]
  tokens: LiveAccessToken[]
  signatures: MySignature[]
}

/**
 * What the holder sees of their own: live phones, live tokens, and what was signed in their name.
 * @throws AppError `request.unauthorized`.
 */
export async function getMyPage(context: Pick<AuthorityContext, 'db'>, token: string | null): Promise<MyPage> {
  const { db } = context
  const session = await getHolderSession(db, token)
  const [holder, phones, tokens, signatures] = await Promise.all([
    getLiveHolder(db, session.holderId),
    listLivePhones(db, session.holderId),
    listLiveTokensOfHolder(db, session.holderId),
    listSignaturesOfHolder(db, session.holderId),
  ])
  if (holder === null) throw requestError('request.unauthorized')
  return { session, holder, phones, tokens, signatures }
}
