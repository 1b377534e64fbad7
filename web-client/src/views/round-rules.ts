import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Seat } from '../protocol/frames';
import { ruleWords, type Rule } from '../session/rules';
import { fullNameOf } from '../session/state';
import { ArElement, define } from './element';
import { icon } from './icon';

/** Who is kept apart and who goes together: the session's rules to read, this round's to add and take away. */
export class RoundRules extends ArElement {
  @property({ attribute: false }) seats: readonly Seat[] = [];
  @property({ attribute: false }) rules: readonly Rule[] = [];
  @state() private kind: Rule['kind'] = 'apart';
  @state() private one = '';
  @state() private other = '';

  protected override render(): TemplateResult {
    return html`<details class="round-rules" ?open=${this.rules.some((rule) => rule.from === 'round')}>
      <summary>Who goes with whom${this.rules.length === 0 ? '' : ` · ${this.rules.length}`}</summary>
      <ul aria-label="Rules">
        ${this.rules.map((rule) => this.rule(rule))}
      </ul>
      <form @submit=${this.add}>
        ${this.person('Person', this.one, (seat) => (this.one = seat))}
        <label class="field"
          ><span>Rule</span>
          <select @change=${(event: Event) => (this.kind = read(event) as Rule['kind'])}>
            <option value="apart">is kept apart from</option>
            <option value="together">goes together with</option>
          </select></label
        >
        ${this.person('Other person', this.other, (seat) => (this.other = seat))}
        <button
          class="button outlined"
          ?disabled=${this.one === '' || this.other === '' || this.one === this.other}
        >
          Add rule
        </button>
      </form>
    </details>`;
  }

  private rule(rule: Rule): TemplateResult {
    const words = ruleWords(rule, this.seats);
    return html`<li>
      ${icon('split')} <span>${words}${rule.from === 'session' ? ' in this session' : ''}</span>
      ${
        rule.from === 'session'
          ? nothing
          : html`<button
              type="button"
              class="icon-button"
              aria-label=${`Remove rule: ${words}`}
              @click=${() => this.tell(this.rules.filter((other) => other !== rule))}
            >
              ${icon('close')}
            </button>`
      }
    </li>`;
  }

  private person(label: string, chosen: string, choose: (seat: string) => void): TemplateResult {
    return html`<label class="field"
      ><span>${label}</span>
      <select @change=${(event: Event) => choose(read(event))}>
        <option value="" ?selected=${chosen === ''}>Choose</option>
        ${this.seats.map((seat) => html`<option value=${seat.id} ?selected=${seat.id === chosen}>${fullNameOf(seat)}</option>`)}
      </select></label
    >`;
  }

  private readonly add = (event: Event): void => {
    event.preventDefault();
    if (this.one === '' || this.other === '' || this.one === this.other) return;
    this.tell([...this.rules, { kind: this.kind, seats: [this.one, this.other], from: 'round' }]);
    this.one = '';
    this.other = '';
  };

  private tell(rules: readonly Rule[]): void {
    this.dispatchEvent(new CustomEvent('ruled', { detail: rules.filter((rule) => rule.from === 'round') }));
  }
}

function read(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}

define('ar-round-rules', RoundRules);
