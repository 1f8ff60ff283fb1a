import { BrowserHelp } from '@/app/_phone/shell/browser-help'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import type { RegisterTexts } from '../register-texts'
import type { Setback } from '../registration-state'

type SetbackNoticeProps = {
  shell: ShellTexts
  texts: RegisterTexts
  setback: Setback | null
  /** What a failed ceremony has not taken away on this page. */
  kept: string
  /** The card's code, to go on with in another browser: no card is used up by a failure. */
  code: string | null
}

/** Why the last tap did not lead on. What was sent without an answer may have been done: then the page says only that. */
export function SetbackNotice({ shell, texts, setback, kept, code }: SetbackNoticeProps) {
  if (setback === null) return null
  if ('failure' in setback) {
    const { failure } = setback
    return (
      <>
        <ProblemNotice problem={{ ...texts.ceremony[failure], lost: kept }} texts={shell} />
        <BrowserHelp failure={failure} fragment={code} key={failure} page="register" texts={shell} />
      </>
    )
  }
  const { problem } = setback
  const { requestId } = problem
  return (
    <ProblemNotice
      problem={problem.code === 'network.failed' ? { ...texts.ceremony.interrupted, requestId } : problem}
      texts={shell}
    />
  )
}
