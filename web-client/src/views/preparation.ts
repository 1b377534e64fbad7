import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CheckInRequirement } from '../protocol/frames';
import { isStaff } from '../protocol/frames';
import { chime } from '../media/level';
import { cameraOn, microphoneOn } from '../media/own-state';
import type { CheckInDraft } from '../session/settings';
import { flawSentences } from '../session/texts';
import { nameOf } from '../session/state';
import { timeOfDay, weekday } from '../session/time';
import { noticeBanner } from './banners';
import {
  checkInFields,
  flawsIn,
  isEmpty,
  missingIn,
  requirementOf,
  type Flaws,
  type Missing,
} from './check-in';
import { devicesWords } from './device-settings';
import { mark } from './drawings';
import { ArElement, define } from './element';
import { icon } from './icon';
import { keptWords } from './kept-words';
import type { RoomModel } from './model';
import { preparationDialog, type PreparationDialog } from './preparation-dialogs';
import { absence } from './self-view';
import './level-meter';
import './self-view';

/** Steps 1 and 2 before the waiting room: sound and camera, then the check-in. */
export class Preparation extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ type: Number }) meter = -1;
  @property() step: 'devices' | 'check-in' = 'devices';
  @state() private answers: CheckInDraft | undefined;
  @state() private missing: readonly Missing[] = [];
  @state() private flaws: Flaws = {};
  @state() private asking = false;
  @property() dialog: PreparationDialog = 'none';

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
    return html`<div class="page preparation" data-step=${this.step} data-check-in=${checkIn}>
      <header class="bar">
        ${mark()}<span class="bar-title"><bdi>${session.title}</bdi></span>
        ${staff ? nothing : this.steps(checkIn, devicesWords(model.media))}
        <button type="button" class="button text" @click=${() => (this.dialog = 'help')}>
          ${icon('support')} Get help
        </button>
      </header>
      ${noticeBanner(model)}
      <main id="main">
        ${this.self(model)}
        <form class="card prepare-card" novalidate @submit=${this.submit}>
          ${staff ? this.forStaff() : this.forOthers(checkIn, this.answers, model)}
        </form>
      </main>
      ${preparationDialog(model, this.dialog, this.answers, {
        keep: (change) => this.keep(change),
        close: () => (this.dialog = 'none'),
      })}
    </div>`;
  }

  private steps(checkIn: CheckInRequirement, devices: string): TemplateResult {
    const names = checkIn === 'none' ? [devices, 'Waiting room'] : [devices, 'Check-in', 'Waiting room'];
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

  /** What one looks and sounds like before anybody sees or hears it. */
  private self(model: RoomModel): TemplateResult {
    const { session, you } = model.state;
    const nameless = isStaff(you.role) || you.displayName === '';
    return html`<section class="prepare-self">
      <h1 tabindex="-1">${nameless ? 'Almost there' : html`Almost there, <bdi>${nameOf(you)}</bdi>`}</h1>
      <p class="when">
        <bdi>${session.title}</bdi> · ${weekday(session.startsAt, model.locale)},
        ${timeOfDay(session.startsAt, model.locale)} to ${timeOfDay(session.endsAt, model.locale)}
      </p>
      <ar-self-view .camera=${model.media.camera} ?audio-only=${model.media.audioOnly}></ar-self-view>
      ${this.toggles(model)} ${this.checks(model)}
      ${
        model.media.audioOnly
          ? nothing
          : html`<p class="note camera-note">You can keep your camera off. You are just as welcome.</p>`
      }
    </section>`;
  }

  private toggles({ media, intents }: RoomModel): TemplateResult {
    const heard = microphoneOn(media);
    const seen = cameraOn(media);
    return html`<div class="self-toggles">
      <button
        type="button"
        class="button outlined"
        aria-label=${heard ? 'Mute' : 'Unmute'}
        @click=${() => void intents.wantMicrophone(!heard)}
      >
        ${icon(heard ? 'mic' : 'mic-off')}
        <span aria-hidden="true">${heard ? 'Mute' : 'Unmute'}</span>
      </button>
      ${
        media.audioOnly
          ? nothing
          : html`<button type="button" class="button outlined" @click=${() => void intents.wantCamera(!seen)}>
              ${icon(seen ? 'camera' : 'camera-off')} ${seen ? 'Stop camera' : 'Start camera'}
            </button>`
      }
    </div>`;
  }

  private checks({ media }: RoomModel): TemplateResult {
    const { microphone } = media;
    return html`<div class="card checks">
      <div class="check">
        ${icon(microphone.kind === 'on' ? 'mic' : 'mic-off')}
        ${
          absence('microphone', microphone) !== undefined
            ? html`<p>${absence('microphone', microphone)}</p>`
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

  private forOthers(
    checkIn: CheckInRequirement,
    draft: CheckInDraft,
    { state, media, locale }: RoomModel,
  ): TemplateResult {
    return html`<div class="check-in-fields">
        ${
          checkIn === 'none'
            ? this.readyWords(media.audioOnly)
            : checkInFields({
                checkIn,
                draft,
                missing: this.missing,
                flaws: this.flaws,
                kept: this.model === undefined ? nothing : keptWords(this.model.state, 'answers'),
                consents: state.consents ?? [],
                locale,
                keep: (change) => this.keep(change),
                open: (dialog) => (this.dialog = dialog),
              })
        }
      </div>
      ${this.onward(checkIn)}
      <p class="note before">You will see the waiting room first. Nobody sees or hears you there.</p>`;
  }

  /** The button stays the same element also when the check-in is done: whoever pressed it keeps the focus. */
  private onward(checkIn: CheckInRequirement): TemplateResult {
    const alone = checkIn === 'none';
    return html`${alone ? nothing : this.toCheckIn()}
      <div class="pinned ${alone ? 'always' : 'check-in-only'}">
        ${alone ? nothing : this.back()}
        <button class="button filled wide" ?disabled=${this.asking}>Ask to join</button>
      </div>`;
  }

  private toCheckIn(): TemplateResult {
    return html`<div class="pinned devices-only">
      <button type="button" class="button filled wide" @click=${this.continue}>Continue to check-in</button>
    </div>`;
  }

  private back(): TemplateResult {
    return html`<button
      type="button"
      class="button outlined back"
      aria-label="Back"
      @click=${() => (this.step = 'devices')}
    >
      ${icon('arrow-left')}
    </button>`;
  }

  private readyWords(audioOnly: boolean): TemplateResult {
    const words = audioOnly
      ? 'Check that you are heard. You can change it at any time.'
      : 'Check that you see and hear yourself. You can change both at any time.';
    return html`<h2>Ready when you are</h2>
      <p class="quiet">${words}</p>`;
  }

  private keep(change: Partial<CheckInDraft>): void {
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
    const send = checkIn === 'none' || (checkIn === 'optional' && isEmpty(answers)) ? undefined : answers;
    this.missing = missingIn(checkIn, answers, model.state.consents);
    this.flaws = send === undefined ? {} : flawsIn(answers);
    if (this.missing.length > 0 || Object.keys(this.flaws).length > 0) {
      this.toFirstFlaw();
      return;
    }
    this.asking = true;
    void model.intents
      .askToJoin(send)
      .then((field) => {
        if (field === undefined) return;
        this.flaws = { [field]: flawSentences.hidden };
        this.toFirstFlaw();
      })
      .finally(() => (this.asking = false));
  };

  private toFirstFlaw(): void {
    this.step = 'check-in';
    void this.updateComplete.then(() =>
      this.querySelector<HTMLInputElement>('[aria-invalid=true], .consent input')?.focus(),
    );
  }
}

define('ar-preparation', Preparation);
