import type { Messages } from '@/lib/messages/messages-for'

export type RegisterTexts = Messages['register']
