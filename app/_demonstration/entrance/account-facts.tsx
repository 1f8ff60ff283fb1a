import { FactList } from '@/lib/ui/base/fact-list'

type AccountFactsProps = { name: string; facts: readonly { term: string; value: string }[] }

/** A person of the demonstration, with what to type. */
export function AccountFacts({ name, facts }: AccountFactsProps) {
  return (
    <div className="grid gap-1">
      <p className="font-bold">{name}</p>
      <FactList facts={facts.map(({ term, value }) => ({ term, value: <code className="font-mono">{value}</code> }))} />
    </div>
  )
}
