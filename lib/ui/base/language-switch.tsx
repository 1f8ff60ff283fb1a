import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'

export type LanguageOption = { locale: string; name: string; href: string }

type LanguageSwitchProps = { label: string; current: string; options: readonly LanguageOption[] }

/** Links to the same page in another language (`?lang=`). Works without script. */
export function LanguageSwitch({ label, current, options }: LanguageSwitchProps) {
  return (
    <nav aria-label={withoutPhraseBreaks(label)}>
      <ul className="flex text-sm">
        {options.map(({ locale, name, href }) => (
          <li className="flex not-first:border-line not-first:border-s" key={locale}>
            <a
              aria-current={locale === current ? 'true' : undefined}
              className="grid min-h-11 content-center whitespace-nowrap px-2.5 text-ink-muted no-underline hover:underline aria-current:font-bold aria-current:text-ink"
              href={href}
              hrefLang={locale}
              lang={locale}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
