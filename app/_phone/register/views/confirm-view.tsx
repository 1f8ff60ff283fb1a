import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { fill } from '@/lib/messages/fill'
import { formatRemainingMinutes } from '@/lib/messages/remaining-time'
import { Button } from '@/lib/ui/base/button'
import { Phrases } from '@/lib/ui/base/phrases'
import { useRunOut } from '../use-run-out'
import { RegistrationSteps } from './registration-steps'
import { SetbackNotice } from './setback-notice'
import type { ViewProps } from './view-props'

/** Register 3: whose card it is, before the phone is bound to that person. */
export function ConfirmView({ shell, texts, page, state }: ViewProps<'confirm'>) {
  const { confirm } = texts
  const { registration, working, setback } = state
  const { registration_id: id } = registration
  const left = useRunOut(registration, working, page.runOut)
  const { preparing, press } = useCeremonyButton({
    initial: registration.options,
    fetchOptions: () => page.api.renewBindOptions(id),
    run: (options) => page.bind(id, options),
    running: working,
    onProblem: (problem) => page.follow(problem, 'bind'),
  })
  return (
    <PhoneShell
      actions={
        <>
          <Button
            block
            busy={working || preparing}
            busyLabel={working ? confirm.submitting : confirm.preparing}
            onClick={press}
            size="large"
          >
            {confirm.submit}
          </Button>
          <Button block disabled={working} onClick={page.denyPerson} variant="secondary">
            {confirm.notMe}
          </Button>
        </>
      }
      progress={<RegistrationSteps step="biometrics" texts={texts} />}
      texts={shell}
    >
      <h1 className="text-xl short:text-lg">
        <Phrases text={confirm.heading} />
      </h1>
      <HolderFacts registration={registration} shell={shell} texts={texts} />
      {setback ? (
        <SetbackNotice code={page.readCode()} kept={texts.kept.card} setback={setback} shell={shell} texts={texts} />
      ) : (
        <p>
          <Phrases text={confirm.next} />
        </p>
      )}
      <p className="text-ink-muted text-sm tabular-nums">
        <Phrases text={fill(confirm.remaining, { time: formatRemainingMinutes(left) })} />
      </p>
    </PhoneShell>
  )
}

type HolderFactsProps = Pick<ViewProps<'confirm'>, 'shell' | 'texts'> &
  Pick<ViewProps<'confirm'>['state'], 'registration'>

/** Name and qualification as the authority has them, close together: all of it is to be compared at one look. */
function HolderFacts({ shell, texts: { confirm }, registration: { holder } }: HolderFactsProps) {
  const { name_kanji: kanji, name_romaji: romaji, name_kana: kana, qualification } = holder
  const facts = [
    { term: confirm.name, value: shell.locale === 'ja' ? kanji : `${romaji} (${kanji})` },
    { term: confirm.kana, value: kana },
    { term: confirm.qualification, value: shell.phone.qualifications[qualification] },
  ]
  return (
    <dl className="grid gap-1 rounded-lg border border-line bg-surface p-[min(1rem,4vw)] shadow-card">
      {facts.map(({ term, value }) => (
        <div className="flex flex-wrap gap-x-3" key={term}>
          <dt className="w-28 text-ink-muted text-sm leading-7">
            <Phrases text={term} />
          </dt>
          <dd className="wrap-anywhere min-w-32 flex-1 font-bold">
            <bdi dir="ltr">{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
