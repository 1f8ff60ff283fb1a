import type { OperatorFilter } from '@/lib/authority/operators/list-operators'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { controlClass, Field } from '@/lib/ui/base/field'
import { TextField } from '@/lib/ui/base/text-field'
import { authorityConsoleRoles } from '@/lib/vocabulary/console-role'

type FiltersProps = { filter: OperatorFilter; texts: Messages['authorityConsole']; lang: Locale | undefined }

/** Filters of the list, kept in the address: the form is sent by GET, without any script. */
export function OperatorFilters({ filter, texts, lang }: FiltersProps) {
  const { operators } = texts
  const roles = authorityConsoleRoles.map((role) => ({ value: role, label: texts.roles[role] }))
  const states = (['enabled', 'disabled'] as const).map((state) => ({ value: state, label: operators.states[state] }))
  return (
    <search aria-label={operators.filtersLabel}>
      <form className="grid items-end gap-4 sm:grid-cols-[2fr_1fr_1fr_auto]">
        {lang === undefined ? null : <input name="lang" type="hidden" value={lang} />}
        <TextField
          autoComplete="off"
          defaultValue={filter.text}
          id="text"
          label={operators.search}
          maxLength={64}
          name="text"
          type="search"
        />
        <Choice all={operators.all} label={operators.role} name="role" options={roles} value={filter.role ?? ''} />
        <Choice all={operators.all} label={operators.state} name="state" options={states} value={filter.state ?? ''} />
        <Button type="submit" variant="secondary">
          {operators.submit}
        </Button>
      </form>
    </search>
  )
}

type ChoiceProps = {
  name: string
  label: string
  all: string
  value: string
  options: readonly { value: string; label: string }[]
}

function Choice({ name, label, all, value, options }: ChoiceProps) {
  return (
    <Field id={name} label={label}>
      <select className={controlClass} defaultValue={value} id={name} name={name}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
