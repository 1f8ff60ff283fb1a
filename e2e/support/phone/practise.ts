import { expect, type Page } from '@playwright/test'

/** Types the sample number of the practice sign-in, as the doctor will type that of the EMR's screen. The biometrics follow by themselves. */
export async function typePracticeNumber(page: Page): Promise<void> {
  const sample = page.getByTestId('practice-number')
  await expect(sample).toBeVisible()
  for (const digit of (await sample.textContent()) ?? '') {
    await page.getByRole('button', { name: digit, exact: true }).click()
  }
}
