import { inLanguage } from '@/app/_phone/shell/in-language'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Phrases } from '@/lib/ui/base/phrases'
import { PhoneShell } from '../shell/phone-shell'
import type { ShellTexts } from '../shell/shell-texts'
import type { RegisterTexts } from './register-texts'
import { DailyGuide } from './views/daily-guide'

export type GuideScreenProps = { shell: ShellTexts } & Pick<RegisterTexts, 'guide' | 'done'>

/** What to do every morning, to read again later. */
export function GuideScreen({ shell, guide, done }: GuideScreenProps) {
  return (
    <PhoneShell
      actions={
        <ButtonLink block href={inLanguage('/my', shell.locale)} variant="secondary">
          {done.my}
        </ButtonLink>
      }
      texts={shell}
    >
      <h1 className="text-2xl">
        <Phrases text={guide.pageTitle} />
      </h1>
      <p className="text-ink-muted">
        <Phrases text={guide.lead} />
      </p>
      <DailyGuide texts={done} />
      <p className="text-ink-muted text-sm">
        <Phrases text={guide.again} />
      </p>
    </PhoneShell>
  )
}
