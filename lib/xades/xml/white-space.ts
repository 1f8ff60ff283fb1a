/** White space of XML (XML 1.0 §2.3): no other character is, whatever `trim` takes off. */
const whiteSpace = /[\t\n\r ]+/g

/** Whether there is nothing but white space. */
export function isWhiteSpace(text: string): boolean {
  return text.replace(whiteSpace, '') === ''
}

/**
 * The value of a simple type whose whiteSpace is `collapse`, as that of xs:anyURI, xs:ID, xs:dateTime and xs:integer is (XML Schema
 * Part 2 §4.3.6): none around it, one space in place of several.
 */
export function collapseWhiteSpace(text: string): string {
  return text.replace(whiteSpace, ' ').replace(/^ | $/g, '')
}
