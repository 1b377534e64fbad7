import type { Page } from '@playwright/test';

/** An error that a page throws is an error of the test; what a deployment's own library throws is only printed. */
export function failOnErrors(page: Page): void {
  page.on('pageerror', (error) => {
    if (error.stack?.includes('/lib-jitsi-meet') !== true) throw error;
    console.log(`the deployment's library: ${error.message}`);
  });
}
