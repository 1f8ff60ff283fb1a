import type { AuthorityContext } from './authority-context'

/** What issuing and its kin work with. */
export type CredentialContext = Pick<AuthorityContext, 'db' | 'keyring' | 'settings' | 'signingKeystore'>
