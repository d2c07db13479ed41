/**
 * Where the keyboard goes when the row under it is taken away: to the button that adds another. Call it before the
 * document changes.
 */
export function focusAdd(event: { readonly currentTarget: Element }): void {
  event.currentTarget.closest('section')?.querySelector<HTMLElement>('.inspect-add')?.focus({ preventScroll: true })
}
