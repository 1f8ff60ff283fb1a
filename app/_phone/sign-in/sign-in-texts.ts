import type { Messages } from '@/lib/messages/messages-for'

export type SignInTexts = Messages['signIn']
