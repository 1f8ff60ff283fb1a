import { z } from '@hono/zod-openapi'
import { professions } from '@/lib/vocabulary/profession'
import { signInStatus } from './emr'
import { instant } from './fields'

/** 本日の認証状況: one row per staff member, for the hospital's administrators. */
export const staffRow = z
  .strictObject({
    ...signInStatus.shape,
    display_name: z.string().openapi({ example: '見本 太郎' }),
    kana: z.string().openapi({ example: 'みほん たろう' }),
    department: z.string().openapi({ example: '内科' }),
    profession: z.enum(professions).nullable(),
    clinic_today: z.boolean(),
    terminal_name: z.string().nullable().openapi({ example: '外来端末' }),
    sign_in_under_way: z.boolean(),
  })
  .openapi('StaffRow')

export const today = z
  .strictObject({
    facility_name: z.string().openapi({ example: 'みほん病院' }),
    rows: z.array(staffRow),
    as_of: instant,
    expiring_seconds: z.int().openapi({ example: 1800 }),
  })
  .openapi('Today')

export type StaffRow = z.infer<typeof staffRow>
export type Today = z.infer<typeof today>
