import { BrowserHelp } from '@/app/_phone/shell/browser-help'
import { ProblemNotice, type ProblemText } from '@/app/_phone/shell/problem-view'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import { isolateText } from '@/lib/kernel/display-text'
import { fill } from '@/lib/messages/fill'
import { isServiceFault, type Setback } from '../sign-in-state'
import type { SignInTexts } from '../sign-in-texts'

type SetbackNoticeProps = { shell: ShellTexts; texts: SignInTexts; setback: Setback | null; username: string }

/** Why the last step did not lead on; the claim is still open. */
export function SetbackNotice({ shell, texts, setback, username }: SetbackNoticeProps) {
  if (setback === null) return null
  const { failures } = texts
  const name = (text: ProblemText) => withName(text, username)
  if ('failure' in setback) {
    const { failure } = setback
    const isEither = failure === 'cancelled' ? failures.ceremony_cancelled : failures.ceremony_failed
    return (
      <>
        <ProblemNotice problem={name(failure === 'blocked' ? failures.ceremony_blocked : isEither)} texts={shell} />
        <BrowserHelp failure={failure} fragment={null} key={failure} page="sign_in" texts={shell} />
      </>
    )
  }
  const { problem } = setback
  const { requestId } = problem
  if (problem.code === 'assertion.wrong_phone')
    return <ProblemNotice problem={{ ...name(failures.wrong_phone), requestId }} texts={shell} />
  const isOurFault = isServiceFault(problem)
  return <ProblemNotice problem={isOurFault ? { ...failures.unavailable, requestId } : problem} texts={shell} />
}

/** A passkey that is not there looks like a refusal (WebAuthn L3 §14.6.3): whose phone it must be is said by name. */
export function withName(problem: ProblemText, username: string): ProblemText {
  const named = (text: string) => fill(text, { username: isolateText(username) })
  return { ...problem, title: named(problem.title), detail: named(problem.detail) }
}
