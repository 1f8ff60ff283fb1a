import { BrowserHelp } from '@/app/_phone/shell/browser-help'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import { isServiceFault, type Setback } from '../sign-in-state'
import type { SignInTexts } from '../sign-in-texts'

type SetbackNoticeProps = { shell: ShellTexts; texts: SignInTexts; setback: Setback | null }

/** Why the last tap did not lead on; the claim is still open. */
export function SetbackNotice({ shell, texts, setback }: SetbackNoticeProps) {
  if (setback === null) return null
  const { ceremony_cancelled: cancelled, ceremony_blocked: blocked, ceremony_failed: failed } = texts.failures
  if ('failure' in setback) {
    const { failure } = setback
    const problem = failure === 'cancelled' ? cancelled : failure === 'blocked' ? blocked : failed
    return (
      <>
        <ProblemNotice problem={problem} texts={shell} />
        <BrowserHelp failure={failure} fragment={null} key={failure} page="sign_in" texts={shell} />
      </>
    )
  }
  const { problem } = setback
  const { requestId } = problem
  if (problem.code === 'assertion.wrong_phone') {
    return <ProblemNotice problem={{ ...texts.failures.wrong_phone, requestId }} texts={shell} />
  }
  const isOurFault = isServiceFault(problem)
  return <ProblemNotice problem={isOurFault ? { ...texts.failures.unavailable, requestId } : problem} texts={shell} />
}
