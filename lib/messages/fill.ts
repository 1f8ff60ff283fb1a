/**
 * Puts values into the `{name}` places of a text. Pure, so that a template handed to a client component as a prop can
 * be filled there. A place without a value stays as it is; values are inserted as plain text and never read again.
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  )
}
