import { LitElement } from 'lit';

/**
 * A view without a shadow root: one sheet of styles, one tree for labels and landmarks, and the tokens everywhere.
 * A view renders what it is given and tells what the person wants; it holds no rules.
 */
export class ArElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

export function define(name: `ar-${string}`, view: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, view);
}
