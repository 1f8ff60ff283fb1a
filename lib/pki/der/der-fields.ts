import { PkiError } from '../pki-error'
import { type DerElement, isContext, isUniversal } from './der-element'

/** Walks the fields of a SEQUENCE in their order, so that a field in the wrong place or one too many is noticed. */
export type DerFields = {
  /** The next field; der_malformed when there is none. */
  take: () => DerElement
  /** The next field when it has that universal tag. */
  takeUniversal: (...tags: readonly number[]) => DerElement | null
  /** The next field when it has that context tag. */
  takeContext: (tag: number) => DerElement | null
  /** der_malformed when a field is left. */
  end: () => void
}

/** Starts at the first of the elements. */
export function derFields(elements: readonly DerElement[]): DerFields {
  let index = 0
  const takeIf = (fits: (element: DerElement | undefined) => boolean): DerElement | null => {
    const element = elements[index]
    if (element === undefined || !fits(element)) return null
    index += 1
    return element
  }
  return {
    take() {
      const element = takeIf(() => true)
      if (element === null) throw new PkiError('der_malformed', 'a field is missing')
      return element
    },
    takeUniversal: (...tags) => takeIf((element) => tags.some((tag) => isUniversal(element, tag))),
    takeContext: (tag) => takeIf((element) => isContext(element, tag)),
    end() {
      if (index < elements.length) throw new PkiError('der_malformed', 'a field too many')
    },
  }
}
