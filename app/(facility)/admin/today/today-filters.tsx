import { fill } from '@/lib/messages/fill'
import type { Messages } from '@/lib/messages/messages-for'
import { FilterChip } from '@/lib/ui/console/filter-chip'
import { rowLooks } from './today-look'
import type { countRows, TodayFilter } from './today-rows'

type TodayFiltersProps = {
  texts: Messages['console']['today']
  counts: ReturnType<typeof countRows>
  filter: TodayFilter
  onFilter: (filter: TodayFilter) => void
}

const states = ['signed_in', 'expiring', 'sign_in_required', 'in_progress', 'not_registered', 'locked'] as const

/** The counts on top are the filters (rule D2). */
export function TodayFilters({ texts, counts, filter, onFilter }: TodayFiltersProps) {
  const count = (value: number) => fill(texts.count, { count: value })
  const press = (wanted: TodayFilter) => () => onFilter(filter === wanted ? null : wanted)
  return (
    <fieldset className="flex flex-wrap gap-3">
      <legend className="sr-only">{texts.filtersLabel}</legend>
      <FilterChip
        count={count(counts.clinic_without_sign_in)}
        icon="alert"
        label={texts.clinicWithoutSignIn}
        onClick={press('clinic_without_sign_in')}
        pressed={filter === 'clinic_without_sign_in'}
        tone="caution"
      />
      {states.map((state) => (
        <FilterChip
          count={count(counts[state])}
          icon={rowLooks[state].icon}
          key={state}
          label={texts.states[state]}
          onClick={press(state)}
          pressed={filter === state}
          tone={rowLooks[state].tone}
        />
      ))}
      <FilterChip
        count={count(counts.all)}
        icon="people"
        label={texts.all}
        onClick={() => onFilter(null)}
        pressed={filter === null}
      />
    </fieldset>
  )
}
