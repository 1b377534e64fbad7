/** Puts the focus on the room itself: for who skips to it, and where what had the focus goes away. */
export function focusMain(page: ParentNode): void {
  const main = page.querySelector<HTMLElement>('#main');
  if (main?.hasAttribute('tabindex') === false) main.setAttribute('tabindex', '-1');
  main?.focus();
}
