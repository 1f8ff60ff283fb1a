import { z } from '@hono/zod-openapi'
import { professions } from '@/lib/vocabulary/profession'
import { signInStatus } from './emr'
import { instant } from './fields'

/** 本日の認証状況: one row per staff member, for the hospital's administrators. */
export const staffRow = signInStatus
  .extend({
    display_name: z.string(),
    kana: z.string(),
    department: z.string(),
    profession: z.enum(professions).nullable(),
    clinic_today: z.boolean(),
    terminal_name: z.string().nullable(),
    sign_in_under_way: z.boolean(),
  })
  .openapi('StaffRow')

export const today = z
  .strictObject({ facility_name: z.string(), rows: z.array(staffRow), as_of: instant, expiring_seconds: z.int() })
  .openapi('Today')

export type StaffRow = z.infer<typeof staffRow>
export type Today = z.infer<typeof today>
