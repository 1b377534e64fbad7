import type { SourceKind } from '../protocol/frames';
import type { JitsiConference, JitsiMeetLibrary } from './jitsimeet-library';

/** The deployment's words for what it lets through apart. */
const mediaTypes: Readonly<Record<SourceKind, string>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'desktop',
};

/**
 * What the room lets this seat send. Its bridge holds everybody back in each media session anew, and lets a kind
 * through when the seat asks for it itself, and has been approved before; a question too early is refused unsaid.
 */
export class Approvals {
  private readonly approved = new Set<string>();
  private readonly asked = new Set<string>();
  private begun = false;

  constructor(
    private readonly ask: (mediaType: string) => void,
    private readonly sent: () => readonly SourceKind[],
  ) {}

  /** A media session stands: what an earlier one let through, it holds back again. */
  begin(): void {
    this.begun = true;
    this.asked.clear();
    this.look();
  }

  approve(mediaType: string): void {
    this.approved.add(mediaType);
    this.look();
  }

  refuse(mediaType: string): void {
    this.approved.delete(mediaType);
    this.asked.delete(mediaType);
  }

  /** Asks for what is sent and was not asked for yet. */
  look(): void {
    if (!this.begun) return;
    for (const kind of this.sent()) {
      const mediaType = mediaTypes[kind];
      if (!this.approved.has(mediaType) || this.asked.has(mediaType)) continue;
      this.asked.add(mediaType);
      this.ask(mediaType);
    }
  }
}

/** Follows what the conference says of approvals, and asks its focus. */
export function approvalsIn(
  { events }: Pick<JitsiMeetLibrary, 'events'>,
  conference: JitsiConference,
  sent: () => readonly SourceKind[],
): Approvals {
  const approvals = new Approvals((mediaType) => askFor(conference, mediaType), sent);
  const named = events.conference;
  conference.on(named._MEDIA_SESSION_STARTED, () => approvals.begin());
  conference.on(named.AV_MODERATION_APPROVED, (what) => approvals.approve(mediaTypeOf(what)));
  conference.on(named.AV_MODERATION_REJECTED, (what) => approvals.refuse(mediaTypeOf(what)));
  return approvals;
}

/** The library asks so by itself only where a mute from outside came before, and never for a screen alone. */
function askFor(conference: JitsiConference, mediaType: string): void {
  const { room } = conference;
  if (room !== undefined && room !== null) room.muteParticipant(room.myroomjid, false, mediaType);
}

function mediaTypeOf(what: unknown): string {
  const { mediaType } = (what ?? {}) as { readonly mediaType?: unknown };
  return typeof mediaType === 'string' ? mediaType : '';
}
