import type { MyPage, MyPhone } from '../my-api'

/** The phones that still work; this one first. */
export function livePhones(page: MyPage): MyPhone[] {
  return page.phones
    .filter((phone) => phone.removed_at === null)
    .sort((a, b) => Number(b.this_phone) - Number(a.this_phone))
}
