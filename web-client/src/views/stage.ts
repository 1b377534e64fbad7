import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { deviceMs, steadyMs } from '../clock';
import { withoutCameras } from '../media/media-view';
import { cameraOn, microphoneOn } from '../media/own-state';
import type { Seat } from '../protocol/frames';
import { reactionOf } from '../session/reactions';
import { nameOf, fullNameOf, seatsIn } from '../session/state';
import { clockFigures, secondsLeft } from '../session/time';
import { Awaited, type OnItsWay } from './awaited';
import { ArElement, define } from './element';
import { icon } from './icon';
import { gridFor, pageOf } from './layout';
import type { RoomModel } from './model';
import { presenterIn } from './presenting';
import { showTrack, type TileView } from './tile';
import './tile';

/** Everybody in this place, or a shared screen with some of them beside it. */
export class Stage extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ attribute: false }) awaited = new Awaited();
  @state() private width = 1024;
  @state() private height = 640;
  @state() private page = 0;
  @state() private peopleFirst = false;
  @query('.shared video') private readonly screenVideo!: HTMLVideoElement | null;
  private readonly sizes = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    this.width = entry.contentRect.width;
    this.height = entry.contentRect.height;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override updated(): void {
    if (this.model !== undefined) showTrack(this.screenVideo, screenTrack(this.model));
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const presenter = presenterIn(model);
    const seats = seatsIn(model.state, model.state.you.place);
    if (presenter !== undefined && !this.peopleFirst) return this.shared(model, presenter, seats);
    return html`${presenter === undefined ? nothing : this.sharedLine(model, presenter)}${this.gallery(model, seats)}`;
  }

  private gallery(model: RoomModel, seats: readonly Seat[]): TemplateResult {
    const page = pageOf(seats, this.page);
    const grid = gridFor(page.items.length, this.width, this.height, 16);
    const people = grid.leading ? speakerFirst(model, page.items) : page.items;
    const style = `--columns:${grid.columns};--rows:${grid.rows}`;
    return html`<div class="gallery ${grid.leading ? 'leading' : ''}" style=${style}>
        ${this.tiles(model, people)}
      </div>
      ${page.pages > 1 ? this.pager(page.page, page.pages) : nothing}`;
  }

  private pager(page: number, pages: number): TemplateResult {
    return html`<nav class="pager" aria-label="Pages of people">
      <button class="button outlined" ?disabled=${page === 0} @click=${() => (this.page = page - 1)}>
        Earlier people
      </button>
      <span>${page + 1} of ${pages}</span>
      <button class="button outlined" ?disabled=${page + 1 >= pages} @click=${() => (this.page = page + 1)}>
        More people
      </button>
    </nav>`;
  }

  private shared(model: RoomModel, presenter: Seat, seats: readonly Seat[]): TemplateResult {
    const beside = besideScreen(model, presenter, seats);
    const low = this.height < 380;
    // Beside people, a screen on a narrow but high stage would be a stamp: then they sit below it.
    const below = !low && this.width <= 860 && this.height >= 480;
    const room = low
      ? 2
      : below
        ? 4
        : this.width > 760
          ? Math.max(1, Math.round((this.height - 100) / 156))
          : 4;
    const shown = beside.length <= room ? beside : [...beside.slice(0, room - 1), ...beside.slice(-1)];
    const hidden = seats.length - shown.length;
    const label =
      presenter.id === model.state.you.id ? 'Your shared screen' : `Screen of ${nameOf(presenter)}`;
    return html`${this.sharedLine(model, presenter)}
      <div class="shared ${below ? 'below' : ''}">
        <div class="shared-screen"><video autoplay playsinline muted aria-label=${label}></video></div>
        <div class="beside">
          ${this.tiles(model, shown)}
          ${
            hidden > 0
              ? html`<button class="button outlined" @click=${() => (this.peopleFirst = true)}>
                  ${hidden} more ${hidden === 1 ? 'person' : 'people'}
                </button>`
              : nothing
          }
        </div>
      </div>`;
  }

  private sharedLine(model: RoomModel, presenter: Seat): TemplateResult | typeof nothing {
    const own = presenter.id === model.state.you.id;
    const until = presenter.lease?.until;
    const left = until === undefined ? '' : ` · ${clockFigures(secondsLeft(until, model.now))} left`;
    return html`<div class="shared-line">
      ${icon('share')}
      <p>
        ${own ? html`<b>You</b> are sharing` : html`<b><bdi>${nameOf(presenter)}</bdi></b> is sharing a screen`}<span
          class="figures"
          >${left}</span
        >
      </p>
      <span class="shared-actions">
        <button class="button outlined" @click=${this.enlarge}>${icon('expand')} Make it larger</button>
        <button class="button outlined" @click=${() => (this.peopleFirst = !this.peopleFirst)}>
          ${icon('users')} ${this.peopleFirst ? 'Show the screen' : 'Show people first'}
        </button>
      </span>
    </div>`;
  }

  private tiles(model: RoomModel, seats: readonly Seat[]): unknown {
    const nowMs = steadyMs();
    return repeat(
      seats,
      (seat) => seat.id,
      (seat) => html`<ar-tile .view=${tileOf(model, seat, this.awaited.of(seat.id, nowMs))}></ar-tile>`,
    );
  }

  private readonly enlarge = (): void => {
    this.peopleFirst = false;
    void this.updateComplete.then(() => this.screenVideo?.requestFullscreen()).catch(() => undefined);
  };
}

function screenTrack(model: RoomModel): MediaStreamTrack | undefined {
  const presenter = presenterIn(model);
  if (presenter === undefined) return undefined;
  return presenter.id === model.state.you.id ? model.media.screen : model.media.remote[presenter.id]?.screen;
}

/** Where one tile leads, it is the one of who speaks. */
function speakerFirst({ state }: RoomModel, seats: readonly Seat[]): readonly Seat[] {
  const speaker = seats.find((seat) => seat.id === state.speaking && seat.id !== state.you.id);
  return speaker === undefined ? seats : [speaker, ...seats.filter((seat) => seat !== speaker)];
}

/** Beside a screen: who speaks first, then who shares, then the others, oneself last. */
function besideScreen(model: RoomModel, presenter: Seat, seats: readonly Seat[]): Seat[] {
  const { speaking, you } = model.state;
  const weight = (seat: Seat): number =>
    seat.id === you.id ? 3 : seat.id === speaking ? 0 : seat.id === presenter.id ? 1 : 2;
  return [...seats].sort((one, other) => weight(one) - weight(other));
}

/** What is seen of one person. */
export function tileOf(model: RoomModel, seat: Seat, onItsWay: OnItsWay): TileView {
  const { state, media } = model;
  const self = seat.id === state.you.id;
  const video = self ? ownCamera(model) : remoteCamera(model, seat);
  const presenting = presenterIn(model)?.id === seat.id;
  return {
    seat: seat.id,
    name: self ? 'You' : nameOf(seat),
    fullName: self ? 'You' : fullNameOf(seat),
    remark: remarkOf(
      seat,
      self,
      presenting,
      video !== undefined || media.audioOnly || (onItsWay.camera && !self && seat.grants.camera),
      video === undefined ? withheld(model, seat) : '',
    ),
    self,
    speaking: state.speaking === seat.id,
    muted: self
      ? !microphoneOn(media) || !seat.grants.microphone
      : mutedElsewhere(model, seat, onItsWay.microphone),
    hand: seat.hand?.order,
    reaction: reactionOf(state, seat.id, deviceMs()),
    weak: self ? media.line === 'weak' : state.weakLines.includes(seat.id),
    lost: !seat.connected && !self,
    video,
    ...(self || media.audioOnly ? {} : { track: media.remote[seat.id]?.camera }),
  };
}

function remarkOf(seat: Seat, self: boolean, presenting: boolean, seen: boolean, withheld: string): string {
  if (presenting) return 'sharing';
  if (withheld !== '') return withheld;
  if (seat.role !== 'patient' && !self) return seat.role;
  return seen ? '' : 'camera off';
}

function ownCamera({ media }: RoomModel): MediaStreamTrack | undefined {
  return media.camera.kind === 'on' && cameraOn(media) ? media.camera.track : undefined;
}

function remoteCamera({ media }: RoomModel, seat: Seat): MediaStreamTrack | undefined {
  if (!seat.grants.camera || !seat.connected || withoutCameras(media) || media.audioOnly) return undefined;
  const told = media.told[seat.id]?.camera;
  const flow = media.flow[seat.id]?.camera;
  // Where the bridge says what it sends, that is it. What we did not want for a while is on its way again.
  // What arrives is there, whatever was last seen of its sender.
  // The last picture stays until it was said that pictures pause for want of a line.
  // Else we believe before the first look; after it we show only what arrives.
  const comes =
    told === undefined
      ? flow !== false
      : !told.paused ||
        (told.why === 'sender' && flow === true) ||
        (!media.lineLow && (told.why === 'wish' || (told.why === 'line' && flow === true)));
  return comes ? media.remote[seat.id]?.camera : undefined;
}

/** Why a picture that is there is not seen here; nothing where none is there, or it is seen. */
function withheld({ media, state }: RoomModel, seat: Seat): string {
  const told = media.told[seat.id]?.camera;
  if (seat.id === state.you.id || media.audioOnly) return '';
  const wished = told?.paused !== true || told.why === 'wish';
  if (withoutCameras(media) && wished && seat.grants.camera)
    return media.saveData ? 'saving data' : 'picture left out';
  if (told?.paused !== true) return '';
  return told.why === 'line' || (media.lineLow && told.why === 'wish') ? 'picture paused' : '';
}

function mutedElsewhere({ media }: RoomModel, seat: Seat, onItsWay: boolean): boolean {
  if (!seat.grants.microphone || seat.role === 'observer') return true;
  if (onItsWay) return false;
  const told = media.told[seat.id]?.microphone;
  // Open, while others are louder.
  if (told?.paused === true && told.why === undefined) return false;
  return media.remote[seat.id]?.microphone === undefined || media.flow[seat.id]?.microphone === false;
}

define('ar-stage', Stage);
