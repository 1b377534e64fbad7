import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CheckInAnswers, CheckInRequirement } from '../protocol/frames';
import { isStaff } from '../protocol/frames';
import { chime } from '../media/level';
import { nameOf } from '../session/state';
import { timeOfDay, weekday } from '../session/time';
import { crisisLine } from './crisis';
import { deviceSettings } from './device-settings';
import { mark } from './drawings';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';
import { troubleWords } from './self-view';
import './dialog';
import './level-meter';
import './self-view';

type Field = 'location' | 'callback' | 'contact';

/** Steps 1 and 2 before the waiting room: sound and camera, then the check-in. */
export class Preparation extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ type: Number }) meter = -1;
  @property() step: 'devices' | 'check-in' = 'devices';
  @state() private answers: CheckInAnswers | undefined;
  @state() private missing: readonly (Field | 'consent')[] = [];
  @state() private asking = false;
  @state() private dialog: 'none' | 'devices' | 'help' | 'agreement' = 'none';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.model?.intents.openDevices();
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    this.answers ??= model.intents.draft();
    const { session, you } = model.state;
    const staff = isStaff(you.role);
    const checkIn = requirementOf(model);
    const name = nameOf(you);
    return html`<div class="page preparation" data-step=${this.step} data-check-in=${checkIn}>
      <header class="bar">
        ${mark()}<span class="bar-title"><bdi>${session.title}</bdi></span>
        ${staff ? nothing : this.steps(checkIn)}
        <button type="button" class="button text" @click=${() => (this.dialog = 'help')}>
          ${icon('support')} Get help
        </button>
      </header>
      <main id="main">
        <section class="prepare-self">
          <h1 tabindex="-1">
            ${staff || you.displayName === '' ? 'Almost there' : html`Almost there, <bdi>${name}</bdi>`}
          </h1>
          <p class="when">
            <bdi>${session.title}</bdi> · ${weekday(session.startsAt, model.locale)},
            ${timeOfDay(session.startsAt, model.locale)} to ${timeOfDay(session.endsAt, model.locale)}
          </p>
          <ar-self-view .camera=${model.media.camera}></ar-self-view>
          ${this.toggles(model)} ${this.checks(model)}
          <p class="note camera-note">You can keep your camera off. You are just as welcome.</p>
        </section>
        <form class="card prepare-card" novalidate @submit=${this.submit}>
          ${staff ? this.forStaff() : this.forOthers(checkIn)}
        </form>
      </main>
      ${this.dialogs(model)}
    </div>`;
  }

  private steps(checkIn: CheckInRequirement): TemplateResult {
    const names =
      checkIn === 'none'
        ? ['Sound and camera', 'Waiting room']
        : ['Sound and camera', 'Check-in', 'Waiting room'];
    const current = this.step === 'devices' ? 0 : 1;
    return html`<ol class="steps" aria-label="Steps">
      ${names.map((name, index) => {
        const done = index < current;
        return html`<li
          class=${done ? 'done' : index === current ? 'current' : ''}
          aria-current=${index === current ? 'step' : 'false'}
        >
          <span class="step-number">${done ? icon('check') : index + 1}</span
          ><span class="step-name">${name}</span>
        </li>`;
      })}
    </ol>`;
  }

  private toggles({ media, intents }: RoomModel): TemplateResult {
    return html`<div class="self-toggles">
      <button
        type="button"
        class="button outlined"
        aria-label=${media.microphoneWanted ? 'Mute' : 'Unmute'}
        @click=${() => void intents.wantMicrophone(!media.microphoneWanted)}
      >
        ${icon(media.microphoneWanted ? 'mic' : 'mic-off')}
        <span aria-hidden="true">${media.microphoneWanted ? 'Mute' : 'Unmute'}</span>
      </button>
      <button
        type="button"
        class="button outlined"
        @click=${() => void intents.wantCamera(!media.cameraWanted)}
      >
        ${icon(media.cameraWanted ? 'camera' : 'camera-off')}
        ${media.cameraWanted ? 'Stop camera' : 'Start camera'}
      </button>
    </div>`;
  }

  private checks({ media }: RoomModel): TemplateResult {
    const { microphone } = media;
    return html`<div class="card checks">
      <div class="check">
        ${icon(microphone.kind === 'on' ? 'mic' : 'mic-off')}
        ${
          microphone.kind === 'trouble'
            ? html`<p>${troubleWords('microphone', microphone.trouble)}</p>`
            : html`<ar-level-meter
                .track=${microphone.kind === 'on' ? microphone.track : undefined}
                .fixed=${this.meter}
              ></ar-level-meter>`
        }
      </div>
      <div class="check">
        ${icon('speaker')}
        <span>Can you hear us?</span>
        <button type="button" class="button outlined" @click=${() => chime()}>Play a sound</button>
      </div>
      <div class="check last">
        ${icon('settings')}
        <span>Something not right?</span>
        <button type="button" class="button text" @click=${() => (this.dialog = 'devices')}>
          Change devices
        </button>
      </div>
    </div>`;
  }

  private forStaff(): TemplateResult {
    return html`<h2>Ready when you are</h2>
      <p class="quiet">
        You go straight to the main room. Nobody else is let in until you or the program's rule lets them in.
      </p>
      <div class="pinned always">
        <button class="button filled wide" ?disabled=${this.asking}>Go in</button>
      </div>`;
  }

  private forOthers(checkIn: CheckInRequirement): TemplateResult {
    return html`<div class="check-in-fields">
        ${checkIn === 'none' ? this.readyWords() : this.checkInFields(checkIn)}
      </div>
      ${
        checkIn === 'none'
          ? nothing
          : html`<div class="pinned devices-only">
              <button type="button" class="button filled wide" @click=${this.continue}>
                Continue to check-in
              </button>
            </div>`
      }
      <div class="pinned ${checkIn === 'none' ? 'always' : 'check-in-only'}">
        ${
          checkIn === 'none'
            ? nothing
            : html`<button
                type="button"
                class="button outlined back"
                aria-label="Back"
                @click=${() => (this.step = 'devices')}
              >
                ${icon('arrow-left')}
              </button>`
        }
        <button class="button filled wide" ?disabled=${this.asking}>Ask to join</button>
      </div>
      <p class="note before">You will see the waiting room first. Nobody sees or hears you there.</p>`;
  }

  private readyWords(): TemplateResult {
    return html`<h2>Ready when you are</h2>
      <p class="quiet">Check that you see and hear yourself. You can change both at any time.</p>`;
  }

  private checkInFields(checkIn: CheckInRequirement): TemplateResult {
    return html`<h2>Check-in for today</h2>
      <p class="quiet">
        Only your care team sees this. It is saved as you
        go.${checkIn === 'optional' ? ' You may leave it empty.' : ''}
      </p>
      ${this.field('location', 'Where are you right now?', 'pin', 'street-address', 'So we could send help to you if you ever needed it.')}
      ${this.field('callback', 'Number to call if we lose you', 'phone', 'tel', 'So we can reach you if your line drops.')}
      ${this.field('contact', 'Someone we may call in an emergency', 'person', 'off', 'We call them only if we worry about you.')}
      <div class="consent">
        <label>
          <input
            type="checkbox"
            .checked=${this.answers?.consent ?? false}
            aria-describedby="consent-missing"
            @change=${(event: Event) => this.keep({ consent: (event.target as HTMLInputElement).checked })}
          />
          <span>I agree to take part by video today. I can stop at any time.</span>
        </label>
        <button type="button" class="button text inline" @click=${() => (this.dialog = 'agreement')}>
          What I am agreeing to
        </button>
        <p class="missing" id="consent-missing">
          ${this.missing.includes('consent') ? 'Please tick this if you agree.' : ''}
        </p>
      </div>`;
  }

  private field(
    key: Field,
    label: string,
    symbol: 'pin' | 'phone' | 'person',
    autocomplete: string,
    why: string,
  ): TemplateResult {
    const missing = this.missing.includes(key);
    return html`<label class="field">
      <span>${label}</span>
      <span class="input"
        >${icon(symbol)}<input
          name=${key}
          .value=${this.answers?.[key] ?? ''}
          autocomplete=${autocomplete as 'off'}
          type=${key === 'callback' ? 'tel' : 'text'}
          maxlength="300"
          aria-describedby="why-${key}"
          aria-invalid=${missing ? 'true' : 'false'}
          @input=${(event: Event) => this.keep({ [key]: (event.target as HTMLInputElement).value })}
      /></span>
      <small id="why-${key}" class=${missing ? 'missing' : ''}
        >${missing ? 'Please fill this in. ' : ''}${why}</small
      >
    </label>`;
  }

  private dialogs(model: RoomModel): TemplateResult {
    const content = {
      none: undefined,
      devices: deviceSettings(model.media, model.intents),
      help: html`<p>
          If something does not work, close this page and open your link again. Your program can also send you
          a new one.
        </p>
        ${crisisLine(model.state.session.crisis)}`,
      agreement: html`<p>
          You take part by video and sound. Your care team leads the session. Nobody records it here.
        </p>
        <p>Your team keeps when you were there, and what you wrote in this check-in.</p>
        <p>You can turn your camera off, pass, step away or leave at any time. Nothing counts that.</p>`,
    }[this.dialog];
    const heading = {
      none: '',
      devices: 'Sound and camera',
      help: 'Get help',
      agreement: 'What I am agreeing to',
    }[this.dialog];
    return html`<ar-dialog
      .heading=${heading}
      .content=${content}
      ?open=${this.dialog !== 'none'}
      @closed=${() => (this.dialog = 'none')}
    ></ar-dialog>`;
  }

  private keep(change: Partial<CheckInAnswers>): void {
    const model = this.model;
    if (model === undefined) return;
    this.answers = { ...(this.answers ?? model.intents.draft()), ...change };
    model.intents.keepDraft(this.answers);
  }

  private readonly continue = (): void => {
    this.step = 'check-in';
    void this.updateComplete.then(() =>
      this.querySelector<HTMLInputElement>('input[name=location]')?.focus(),
    );
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const model = this.model;
    if (model === undefined || this.asking) return;
    const checkIn = isStaff(model.state.you.role) ? 'none' : requirementOf(model);
    const answers = this.answers ?? model.intents.draft();
    this.missing = missingIn(checkIn, answers);
    if (this.missing.length > 0) {
      this.step = 'check-in';
      void this.updateComplete.then(() =>
        this.querySelector<HTMLInputElement>('[aria-invalid=true], .consent input')?.focus(),
      );
      return;
    }
    this.asking = true;
    const send = checkIn === 'none' || (checkIn === 'optional' && isEmpty(answers)) ? undefined : answers;
    void model.intents.askToJoin(send).finally(() => (this.asking = false));
  };
}

/** What the check-in asks for; staff and those who answered already are asked nothing. */
export function requirementOf({ state }: RoomModel): CheckInRequirement {
  if (isStaff(state.you.role) || state.you.checkIn?.completedAt !== undefined) return 'none';
  return state.you.checkInRequired ?? state.session.policy.checkIn ?? 'none';
}

function missingIn(checkIn: CheckInRequirement, answers: CheckInAnswers): (Field | 'consent')[] {
  if (checkIn === 'none' || (checkIn === 'optional' && isEmpty(answers))) return [];
  const fields = (['location', 'callback', 'contact'] as const).filter(
    (field) => answers[field].trim() === '',
  );
  return answers.consent ? fields : [...fields, 'consent'];
}

function isEmpty(answers: CheckInAnswers): boolean {
  return !answers.consent && answers.location + answers.callback + answers.contact === '';
}

define('ar-preparation', Preparation);
