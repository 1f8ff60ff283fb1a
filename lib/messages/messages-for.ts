import { authorityConsole as enAuthorityConsole } from './en/authority-console'
import { commands as enCommands } from './en/commands'
import { demonstration as enDemonstration } from './en/demonstration'
import { docs as enDocs } from './en/docs'
import { eprescription as enEprescription } from './en/eprescription'
import { errors as enErrors } from './en/errors'
import { facilityConsole as enConsole } from './en/facility-console'
import { fault as enFault } from './en/fault'
import { frame as enFrame } from './en/frame'
import { my as enMy } from './en/my'
import { phone as enPhone } from './en/phone'
import { portal as enPortal } from './en/portal'
import { register as enRegister } from './en/register'
import { signIn as enSignIn } from './en/sign-in'
import { authorityConsole as jaAuthorityConsole } from './ja/authority-console'
import { commands as jaCommands } from './ja/commands'
import { demonstration as jaDemonstration } from './ja/demonstration'
import { docs as jaDocs } from './ja/docs'
import { eprescription as jaEprescription } from './ja/eprescription'
import { errors as jaErrors } from './ja/errors'
import { facilityConsole as jaConsole } from './ja/facility-console'
import { fault as jaFault } from './ja/fault'
import { frame as jaFrame } from './ja/frame'
import { my as jaMy } from './ja/my'
import { phone as jaPhone } from './ja/phone'
import { portal as jaPortal } from './ja/portal'
import { register as jaRegister } from './ja/register'
import { signIn as jaSignIn } from './ja/sign-in'
import type { Locale } from './locale'

const ja = {
  portal: jaPortal,
  fault: jaFault,
  phone: jaPhone,
  register: jaRegister,
  signIn: jaSignIn,
  my: jaMy,
  frame: jaFrame,
  console: jaConsole,
  authorityConsole: jaAuthorityConsole,
  demonstration: jaDemonstration,
  docs: jaDocs,
  commands: jaCommands,
  eprescription: jaEprescription,
  errors: jaErrors,
}

/** All texts of one language. A client component takes the part it shows as a prop, typed `Messages['frame']` and so on. */
export type Messages = typeof ja

const en: Messages = {
  portal: enPortal,
  fault: enFault,
  phone: enPhone,
  register: enRegister,
  signIn: enSignIn,
  my: enMy,
  frame: enFrame,
  console: enConsole,
  authorityConsole: enAuthorityConsole,
  demonstration: enDemonstration,
  docs: enDocs,
  commands: enCommands,
  eprescription: enEprescription,
  errors: enErrors,
}

/**
 * The texts of a language. For server code: a client component that imported this would carry both catalogues to the
 * browser. Texts are plain strings with `{name}` places (see `fill`), so they can cross to the client as props.
 */
export function messagesFor(locale: Locale): Messages {
  return locale === 'ja' ? ja : en
}
