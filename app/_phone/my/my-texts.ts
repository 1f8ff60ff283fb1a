import type { Messages } from '@/lib/messages/messages-for'

export type MyTexts = Messages['my']

/** How a token was obtained, in the ministry's words. */
export type MethodNames = Messages['frame']['methods']['names']
