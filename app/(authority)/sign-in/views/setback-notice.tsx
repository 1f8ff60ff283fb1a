import { ProblemNotice } from '../../_phone/problem-view'
import type { ShellTexts } from '../../_phone/shell-texts'
import type { Setback } from '../sign-in-state'
import type { SignInTexts } from '../sign-in-texts'

type SetbackNoticeProps = { shell: ShellTexts; texts: SignInTexts; setback: Setback | null }

/** Why the last tap did not lead on; the claim is still open. */
export function SetbackNotice({ shell, texts, setback }: SetbackNoticeProps) {
  if (setback === null) return null
  const { ceremony_cancelled: cancelled, ceremony_failed: failed, unavailable } = texts.failures
  if ('failure' in setback) {
    return <ProblemNotice problem={setback.failure === 'cancelled' ? cancelled : failed} texts={shell} />
  }
  const { problem } = setback
  const { requestId } = problem
  if (problem.code === 'assertion.wrong_phone') {
    return <ProblemNotice problem={{ ...texts.failures.wrong_phone, requestId }} texts={shell} />
  }
  const isOurFault = problem.code.startsWith('service.')
  return <ProblemNotice problem={isOurFault ? { ...unavailable, requestId } : problem} texts={shell} />
}
