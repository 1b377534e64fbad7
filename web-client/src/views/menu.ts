import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ArElement, define } from './element';
import { icon, type IconName } from './icon';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  /** A place has its letter, shown before the words and usable as a key while the menu is open. */
  readonly letter?: string;
  readonly hint?: string;
  /** Why it cannot be used here; it stays readable and says the reason. */
  readonly reason?: string;
  readonly tone?: 'berry';
  /** What stands in the list's place once this is chosen. */
  readonly items?: readonly MenuItem[];
  readonly act: () => void;
}

/** A button that opens a list of actions: arrows choose, Escape closes, focus goes back to the button. */
export class Menu extends ArElement {
  @property() label = '';
  @property() words = '';
  @property() symbol: IconName = 'more';
  @property({ attribute: 'button-class' }) buttonClass = 'icon-button';
  @property() heading = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @state() private open = false;
  @state() private within: MenuItem | undefined;
  @query('[popover]') private readonly list!: HTMLElement | null;
  @query('button') private readonly button!: HTMLButtonElement | null;

  /** Opens the list as a touch of the button would. */
  show(): void {
    const { list, button } = this;
    // By the list itself: it tells of its end later than it is closed, and a key may be sooner.
    if (list === null || button === null || list.matches(':popover-open')) return;
    list.showPopover();
    this.begin();
    // Where it was left a moment ago, what an item held stands there still.
    if (this.isUpdatePending) void this.updateComplete.then(() => this.begin());
  }

  /** Closes it at once, for us too: the list tells of it later, and a key may be sooner. */
  private close(): void {
    this.list?.hidePopover();
    this.open = false;
    this.within = undefined;
    this.button?.focus();
  }

  private begin(): void {
    const { list, button } = this;
    if (list === null || button === null || !list.matches(':popover-open')) return;
    place(list, button);
    this.choices()[0]?.focus();
  }

  /** Shows what an item holds in the place of the list. */
  private async enter(item: MenuItem): Promise<void> {
    this.within = item;
    await this.updateComplete;
    this.begin();
  }

  private shown(): readonly MenuItem[] {
    return this.within?.items ?? this.items;
  }

  protected override render(): TemplateResult {
    return html`<button
        type="button"
        class=${this.buttonClass}
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${this.toggle}
      >
        ${icon(this.symbol)}${this.words === '' ? nothing : html`<span>${this.words}</span>`}
      </button>
      <div
        popover
        class="menu"
        role="menu"
        aria-label=${this.within?.label ?? (this.heading || this.label)}
        @toggle=${this.toggled}
        @keydown=${this.key}
      >
        ${this.heading === '' ? nothing : html`<p class="menu-heading" role="presentation">${this.heading}</p>`}
        ${this.shown().map(
          (item) =>
            html`<button
              type="button"
              role="menuitem"
              class=${item.tone ?? ''}
              tabindex="-1"
              aria-haspopup=${item.items === undefined ? nothing : 'menu'}
              aria-disabled=${item.reason === undefined ? 'false' : 'true'}
              @click=${() => this.choose(item)}
            >
              ${item.letter === undefined ? nothing : letterBadge(item.letter)}
              ${item.icon === undefined ? nothing : icon(item.icon)}
              <span>${item.label}</span>
              ${(item.reason ?? item.hint) === undefined ? nothing : html`<small>${item.reason ?? item.hint}</small>`}
            </button>`,
        )}
      </div>`;
  }

  private choices(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  private choose(item: MenuItem): void {
    if (item.reason !== undefined) return;
    if (item.items !== undefined) {
      void this.enter(item);
      return;
    }
    this.close();
    item.act();
  }

  private readonly toggle = (): void => {
    // By what was told: the press of the button has closed the list already.
    if (this.open) this.list?.hidePopover();
    else this.show();
  };

  private readonly toggled = (event: Event): void => {
    this.open = (event as ToggleEvent).newState === 'open';
    if (!this.open) this.within = undefined;
  };

  private readonly key = (event: KeyboardEvent): void => {
    const choices = this.choices();
    const at = choices.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      choices[(at + step + choices.length) % choices.length]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      this.close();
    } else {
      const item = this.shown().find(({ letter }) => letter?.toLowerCase() === event.key.toLowerCase());
      if (item !== undefined) this.choose(item);
    }
    event.stopPropagation();
  };
}

/** Keeps the list beside its button and on the screen. */
function place(list: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = from.bottom + 6 + height <= window.innerHeight;
  const left = Math.min(Math.max(8, from.right - width), window.innerWidth - width - 8);
  list.style.left = `${Math.max(8, left)}px`;
  list.style.top = `${Math.max(8, below ? from.bottom + 6 : from.top - height - 6)}px`;
}

export function letterBadge(letter: string): TemplateResult {
  if (letter === '0') return html`<span class="letter home" aria-hidden="true">${icon('home')}</span>`;
  return html`<span class="letter place-${toneOf(letter)}" aria-hidden="true">${letter}</span>`;
}

/** Four colours for all places; the letter tells them apart. */
export function toneOf(letter: string): 'a' | 'b' | 'c' | 'd' {
  const tones = ['a', 'b', 'c', 'd'] as const;
  return tones[Math.max(0, (letter.toLowerCase().codePointAt(0) ?? 97) - 97) % 4] ?? 'a';
}

define('ar-menu', Menu);
