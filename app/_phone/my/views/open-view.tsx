import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import { fill } from '@/lib/messages/fill'
import { formatDuration } from '@/lib/messages/remaining-time'
import { Button } from '@/lib/ui/base/button'
import { Phrases } from '@/lib/ui/base/phrases'
import type { MethodNames } from '../my-texts'
import { shownTokens } from '../shown-tokens'
import { useFreshPage } from '../use-fresh-page'
import { AskDialogs } from './ask-dialogs'
import { DoneNotice } from './done-notice'
import { LossCard } from './loss-card'
import { PhonesCard } from './phones-card'
import { SignaturesCard } from './signatures-card'
import { TokensCard } from './tokens-card'
import type { ViewProps } from './view-props'

/** Everything that is the holder's own, and what can be done about it. */
export function OpenView(props: ViewProps<'open'> & { methods: MethodNames }) {
  const { shell, texts, page, state } = props
  const { holder, session_expires_in: sessionSeconds } = state.page
  const elapsed = useFreshPage(state.page, page.refresh)
  const name = shell.locale === 'ja' ? holder.name_kanji : holder.name_romaji
  return (
    <PhoneShell
      actions={
        <Button block onClick={page.signOut} variant="secondary">
          {texts.signOut}
        </Button>
      }
      texts={shell}
    >
      <div className="grid gap-1">
        <h1 className="text-2xl">
          <Phrases text={texts.pageTitle} />
        </h1>
        <p>
          <span className="font-bold">
            <Phrases text={fill(texts.greeting, { name })} />
          </span>{' '}
          <span className="text-ink-muted">
            <Phrases text={shell.phone.qualifications[holder.qualification]} />
          </span>
        </p>
      </div>
      <DoneNotice done={state.done} texts={texts} />
      {[state.problem, state.unread].map((problem) =>
        problem ? <ProblemNotice key={problem.code} problem={problem} texts={shell} /> : null,
      )}
      <TokensCard {...props} tokens={shownTokens(state.page.tokens, state.ended, elapsed)} />
      <PhonesCard {...props} />
      <SignaturesCard {...props} />
      <LossCard {...props} />
      <p className="text-center text-ink-muted text-sm tabular-nums">
        <Phrases text={fill(texts.remaining, { duration: formatDuration(sessionSeconds - elapsed, shell.locale) })} />
      </p>
      <AskDialogs {...props} />
    </PhoneShell>
  )
}
