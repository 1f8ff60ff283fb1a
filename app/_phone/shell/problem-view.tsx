import type { ReactNode } from 'react'
import type { Problem } from '@/lib/browser/api-client'
import { Notice } from '@/lib/ui/base/notice'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import { PhoneShell } from './phone-shell'
import type { ShellTexts } from './shell-texts'

export type ProblemText = Pick<Problem, 'title' | 'detail' | 'nextStep'> & {
  /** Whether anything was lost. */
  lost?: string
  requestId?: string | null
}

type ProblemViewProps = {
  texts: ShellTexts
  problem: ProblemText
  tone?: 'warning' | 'danger' | 'info'
  actions?: ReactNode
  children?: ReactNode
}

/** A whole page that says what happened, whether anything was lost, and how to go on. */
export function ProblemView({ texts, problem, tone = 'warning', actions, children }: ProblemViewProps) {
  return (
    <PhoneShell actions={actions} texts={texts}>
      <Outcome heading={problem.title} tone={tone}>
        <p>
          <Phrases text={problem.detail} />
        </p>
        {problem.lost ? (
          <p className="text-ink-muted">
            <Phrases text={problem.lost} />
          </p>
        ) : null}
      </Outcome>
      {problem.nextStep ? <Notice tone="info">{problem.nextStep}</Notice> : null}
      {children}
      <Reference label={texts.phone.reference} requestId={problem.requestId ?? null} />
    </PhoneShell>
  )
}

/** The same next to something that still works. */
export function ProblemNotice({ texts, problem }: { texts: ShellTexts; problem: ProblemText }) {
  return (
    <Notice role="alert" title={problem.title} tone="warning">
      {[problem.detail, problem.lost, problem.nextStep].map((text) =>
        text ? (
          <p key={text}>
            <Phrases text={text} />
          </p>
        ) : null,
      )}
      <Reference label={texts.phone.reference} requestId={problem.requestId ?? null} />
    </Notice>
  )
}

function Reference({ label, requestId }: { label: string; requestId: string | null }) {
  if (requestId === null) return null
  return (
    <p className="text-ink-muted text-xs">
      {label}: <span className="font-mono">{requestId}</span>
    </p>
  )
}
