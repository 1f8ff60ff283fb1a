import { Fragment } from 'react'

/** A code whose lines break behind a point or an underscore, never within a word. `id`: the anchor that leads here. */
export function BreakableCode({ id, code }: { id: string; code: string }) {
  return (
    <code id={id}>
      {code.split(/(?<=[._])/).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a code never change their order
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  )
}
