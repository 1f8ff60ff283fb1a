/** One row of a table role × right. The type of `roles` refuses a right that no role holds. */
export type RightEntry<Role extends string> = {
  /** The pages and actions that it opens, for the page where roles are given and for a reviewer of this table. */
  opens: string
  roles: readonly [Role, ...Role[]]
}
