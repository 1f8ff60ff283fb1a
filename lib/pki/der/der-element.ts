/** One DER element (X.690 §8.1). `tag` is the number within its class; `contents` and `octets` are views, not copies. */
export type DerElement = {
  tagClass: 'universal' | 'application' | 'context' | 'private'
  tag: number
  isConstructed: boolean
  contents: Uint8Array
  octets: Uint8Array
}

/** Universal tag numbers (X.680 §8.4). */
export const DER = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  objectId: 6,
  enumerated: 10,
  utf8String: 12,
  sequence: 16,
  set: 17,
  numericString: 18,
  printableString: 19,
  teletexString: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  visibleString: 26,
  universalString: 28,
  bmpString: 30,
} as const

/** Whether it is the universal element of that tag. */
export function isUniversal(element: DerElement | undefined, tag: number): element is DerElement {
  return element?.tagClass === 'universal' && element.tag === tag
}

/** Whether it carries the context-specific tag of that number. */
export function isContext(element: DerElement | undefined, tag: number): element is DerElement {
  return element?.tagClass === 'context' && element.tag === tag
}
