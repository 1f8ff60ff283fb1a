import type { Problem } from '@/lib/browser/api-client'
import type { ErrorText } from '@/lib/messages/ja/error-text'
import type { RegistrationEvent } from './registration-state'

/** Why a card cannot be used, in the screen's words. */
export type CardTexts = Record<'expired' | 'locked' | 'voided' | 'consumed' | 'unknown', ErrorText>

/** The end of the page for a card in that state. */
export function closedCard(state: keyof CardTexts, cardTexts: CardTexts): RegistrationEvent {
  const { title, detail, nextStep } = cardTexts[state]
  return {
    type: 'closed',
    problem: {
      code: `notification_card.${state}`,
      title,
      detail,
      nextStep: nextStep ?? null,
      params: {},
      requestId: null,
    },
  }
}

/** What a refused password means: the miss that was the last one has locked the card, so there is nothing left to type. */
export function refusedPassword(problem: Problem, cardTexts: CardTexts): RegistrationEvent {
  const isLastMiss = problem.code === 'notification_card.wrong_password' && problem.params['tries'] === 0
  return isLastMiss ? closedCard('locked', cardTexts) : { type: 'password_refused', problem }
}
