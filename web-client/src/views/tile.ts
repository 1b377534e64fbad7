import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { nowShows } from '../media/shown';
import type { Reaction } from '../protocol/frames';
import { ArElement, define } from './element';
import { icon } from './icon';
import { reactionChip } from './reactions';

export interface TileView {
  readonly seat: string;
  readonly name: string;
  readonly fullName: string;
  /** A word after the name: "facilitator", "camera off", "sharing". */
  readonly remark: string;
  readonly self: boolean;
  readonly speaking: boolean;
  readonly muted: boolean;
  readonly hand: number | undefined;
  readonly reaction: Reaction | undefined;
  readonly weak: boolean;
  readonly lost: boolean;
  readonly video: MediaStreamTrack | undefined;
  /** The track whose place this is, seen or not: by the size of its place it is asked for. */
  readonly track?: MediaStreamTrack | undefined;
}

/** One person in the room: a figure with a caption. The video shows only what really comes in. */
export class Tile extends ArElement {
  @property({ attribute: false }) view: TileView | undefined;
  @query('video') private readonly video!: HTMLVideoElement | null;
  @query('figure') private readonly figure!: HTMLElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.video !== null) this.video.srcObject = null;
  }

  protected override updated(): void {
    showTrack(this.video, this.view?.video);
    const track = this.view?.track;
    if (this.figure !== null && track !== undefined) nowShows(this.figure, track);
  }

  protected override render(): TemplateResult {
    const view = this.view;
    if (view === undefined) return html``;
    const classes = ['tile', view.speaking ? 'speaking' : '', view.self ? 'self' : ''].join(' ');
    return html`<figure class=${classes} data-seat=${view.seat}>
      ${
        view.video === undefined
          ? html`<span class="initial" aria-hidden="true">${initials(view.name, 1)}</span>`
          : html`<video autoplay playsinline muted aria-label=${`Video of ${view.name}`}></video>`
      }
      ${view.hand === undefined ? nothing : html`<span class="hand-chip">${icon('hand')}<span class="hidden-words">hand up, number </span>${view.hand}</span>`}
      ${view.weak && view.hand === undefined ? html`<span class="weak-chip">${icon('wifi')} weak line</span>` : nothing}
      ${reactionChip(view.reaction)}
      <figcaption>
        ${view.speaking ? html`<span class="bars" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}
        ${view.muted ? html`${icon('mic-off')}<span class="hidden-words">microphone off, </span>` : nothing}
        <bdi class="name" title=${view.fullName}>${view.name}</bdi>
        ${view.lost ? html`<span class="remark">· seat is kept</span>` : nothing}
        ${view.remark === '' || view.lost ? nothing : html`<span class="remark">· ${view.remark}</span>`}
      </figcaption>
    </figure>`;
  }
}

/** Shows one track in a video element without touching it when nothing changed. */
export function showTrack(video: HTMLVideoElement | null, track: MediaStreamTrack | undefined): void {
  if (video === null) return;
  const shown = video.srcObject instanceof MediaStream ? video.srcObject.getTracks()[0] : undefined;
  if (track !== undefined) nowShows(video, track);
  if (shown === track) return;
  video.srcObject = track === undefined ? null : new MediaStream([track]);
}

export function initials(name: string, most = 2): string {
  const words = name.trim().split(/\s+/u);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return chosen
    .slice(0, most)
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

define('ar-tile', Tile);
