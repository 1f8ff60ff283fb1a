import { ProblemView } from '@/app/_phone/shell/problem-view'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import type { SignInState } from '../sign-in-state'
import type { SignInTexts } from '../sign-in-texts'

type EndedViewProps = {
  shell: ShellTexts
  texts: SignInTexts
  end: Extract<SignInState, { view: 'ended' }>['end']
}

/** The sign-in is over without success: why, in the page's words or the authority's. */
export function EndedView({ shell, texts: { failures }, end }: EndedViewProps) {
  if (!('reason' in end)) return <ProblemView problem={{ ...end.problem, lost: failures.notDone }} texts={shell} />
  const isWanted = end.reason === 'cancelled' || end.reason === 'cancelled_here'
  return <ProblemView problem={failures[end.reason]} texts={shell} tone={isWanted ? 'info' : 'warning'} />
}
