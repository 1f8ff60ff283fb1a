import { ProblemNotice } from '../../_phone/problem-view'
import type { ShellTexts } from '../../_phone/shell-texts'
import type { RegisterTexts } from '../register-texts'
import type { Setback } from '../registration-state'

type SetbackNoticeProps = { shell: ShellTexts; texts: RegisterTexts; setback: Setback | null }

/** Why the last tap did not lead on. */
export function SetbackNotice({ shell, texts, setback }: SetbackNoticeProps) {
  if (setback === null) return null
  if ('failure' in setback) return <ProblemNotice problem={texts.ceremony[setback.failure]} texts={shell} />
  const { problem } = setback
  return (
    <ProblemNotice
      problem={problem.code === 'network.failed' ? { ...texts.ceremony.interrupted, requestId: null } : problem}
      texts={shell}
    />
  )
}
