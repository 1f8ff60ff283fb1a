import type { Page } from '@playwright/test'

export type Scheme = 'light' | 'dark'

/** The EMR of another maker in a colour scheme of its own, on a computer that prefers one: set before its scripts run. */
export async function dressEmr(page: Page, { emr, computer }: { emr: Scheme; computer: Scheme }): Promise<void> {
  await page.emulateMedia({ colorScheme: computer })
  await page.addInitScript((scheme) => {
    document.addEventListener('readystatechange', () => {
      document.documentElement.style.colorScheme = scheme
    })
  }, emr)
  await page.reload()
}

/** The room that the EMR gives the sign-in, CSS pixels. */
export async function giveRoom(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  await page.locator('#sign-in').evaluate(
    (slot, size) => {
      slot.style.width = `${size.width}px`
      slot.style.height = `${size.height}px`
    },
    { width, height },
  )
}
