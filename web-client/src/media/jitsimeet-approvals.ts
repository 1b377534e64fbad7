import type { SourceKind } from '../protocol/frames';
import type { JitsiConference, JitsiMeetLibrary, ModeratedType } from './jitsimeet-library';

/** The deployment's words for what it lets through apart. */
const mediaTypes: Readonly<Record<SourceKind, ModeratedType>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'desktop',
};

/**
 * What the room lets this seat send. Its bridge holds everybody back in each media session anew, and lets a kind
 * through when the seat asks for it itself, and has been approved before; a question too early is refused unsaid.
 */
export class Approvals {
  private readonly approved = new Set<ModeratedType>();
  private readonly asked = new Set<ModeratedType>();
  private begun = false;

  constructor(
    private readonly ask: (mediaType: ModeratedType) => void,
    private readonly sent: () => readonly SourceKind[],
  ) {}

  /** A media session stands: what an earlier one let through, it holds back again. */
  begin(): void {
    this.begun = true;
    this.asked.clear();
    this.look();
  }

  approve(kind: SourceKind): void {
    this.approved.add(mediaTypes[kind]);
    this.look();
  }

  refuse(kind: SourceKind): void {
    this.approved.delete(mediaTypes[kind]);
    this.asked.delete(mediaTypes[kind]);
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
  // The library asks so by itself only where a mute from outside came before, and never for a screen alone.
  const approvals = new Approvals((mediaType) => {
    const { room } = conference;
    room?.muteParticipant(room.myroomjid, false, mediaType);
  }, sent);
  const named = events.conference;
  conference.on(named._MEDIA_SESSION_STARTED, () => approvals.begin());
  conference.on(named.AV_MODERATION_APPROVED, (what) => {
    const kind = kindApproved(what);
    if (kind !== undefined) approvals.approve(kind);
  });
  conference.on(named.AV_MODERATION_REJECTED, (what) => {
    const kind = kindApproved(what);
    if (kind !== undefined) approvals.refuse(kind);
  });
  return approvals;
}

/** What a word of the room's moderation is about. */
export function kindApproved(what: unknown): SourceKind | undefined {
  const { mediaType } = (what ?? {}) as { readonly mediaType?: unknown };
  return (['microphone', 'camera', 'screen'] as const).find((kind) => mediaTypes[kind] === mediaType);
}
