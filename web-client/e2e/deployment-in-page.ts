/**
 * What a deployment serves as its client library in these tests: the few calls that our client makes, answered inside
 * the page. It runs in the browser, so it may use nothing from outside.
 */
export function deploymentLibrary(): void {
  type Heard = (...details: unknown[]) => void;
  const named = (words: string): Record<string, string> =>
    Object.fromEntries(words.split(' ').map((word) => [word, word]));

  class Emitter {
    private readonly heard: [string, Heard][] = [];
    on(event: string, heard: Heard): void {
      if (typeof event !== 'string') throw new Error('There is no such event');
      this.heard.push([event, heard]);
    }
    emit(event: string, ...details: unknown[]): void {
      for (const [name, heard] of this.heard) if (name === event) heard(...details);
    }
  }

  function picture(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const pen = canvas.getContext('2d');
    setInterval(() => {
      if (pen === null) return;
      pen.fillStyle = `hsl(${(performance.now() / 20) % 360} 40% 70%)`;
      pen.fillRect(0, 0, 320, 240);
    }, 66);
    return canvas.captureStream(15).getVideoTracks()[0] as MediaStreamTrack;
  }

  const seen = { rooms: [] as object[] };

  function conference(room: string, token: string, serviceUrl: string): object {
    const events = new Emitter();
    const sent: { kind: string; getSourceName(): string }[] = [];
    const people = new Map<string, object>();
    const state = { room, token, serviceUrl, joined: false, left: false, sent, constraints: {} };
    const here = {
      room: { myroomjid: 'room/me000000', muteParticipant: () => undefined },
      on: (event: string, heard: Heard) => events.on(event, heard),
      join: () => {
        state.joined = true;
        setTimeout(() => events.emit('CONFERENCE_JOINED'));
        setTimeout(() => events.emit('CONNECTION_ESTABLISHED'), 10);
      },
      leave: async () => void (state.left = true),
      myUserId: () => 'me000000',
      getParticipants: () => [...people.values()],
      addTrack: async (track: (typeof sent)[number]) => void sent.push(track),
      removeTrack: async (track: (typeof sent)[number]) => void sent.splice(sent.indexOf(track), 1),
      replaceTrack: async (old: (typeof sent)[number], next: (typeof sent)[number]) =>
        void sent.splice(sent.indexOf(old), 1, next),
      setReceiverConstraints: (wanted: object) => (state.constraints = wanted),
      getActivePeerConnection: () => null,
    };
    seen.rooms.push({
      state,
      kick: () => events.emit('KICKED'),
      speaks: (id: string) => events.emit('DOMINANT_SPEAKER_CHANGED', id, [], false),
      enters: (id: string, user: string) => {
        const track = picture();
        people.set(id, {
          getId: () => id,
          getIdentity: () => ({ user: { id: user } }),
          getTracks: () => [
            {
              isLocal: () => false,
              isMuted: () => false,
              getType: () => 'video',
              getVideoType: () => 'camera',
              getSourceName: () => `${id}-v0`,
              getTrack: () => track,
              addEventListener: () => undefined,
            },
          ],
        });
        events.emit('USER_JOINED', id, people.get(id));
      },
    });
    return here;
  }

  class JitsiConnection {
    private readonly events = new Emitter();
    constructor(
      _app: null,
      private readonly token: string,
      private readonly options: { readonly serviceUrl: string },
    ) {}
    addEventListener(event: string, heard: Heard): void {
      this.events.on(event, heard);
    }
    connect(): void {
      setTimeout(() => this.events.emit('CONNECTION_ESTABLISHED'));
    }
    async disconnect(): Promise<void> {}
    initJitsiConference(room: string): object {
      return conference(room, this.token, this.options.serviceUrl);
    }
  }

  Object.assign(window, {
    __deployment: seen,
    JitsiMeetJS: {
      logLevels: { ERROR: 'error' },
      events: {
        connection: named('CONNECTION_ESTABLISHED CONNECTION_FAILED'),
        conference: named(
          'CONFERENCE_JOINED CONFERENCE_FAILED KICKED SUSPEND_DETECTED CONNECTION_ESTABLISHED ' +
            'CONNECTION_INTERRUPTED CONNECTION_RESTORED USER_JOINED USER_LEFT TRACK_ADDED TRACK_REMOVED ' +
            'TRACK_MUTE_CHANGED TRACK_UNMUTE_REJECTED DOMINANT_SPEAKER_CHANGED ' +
            'AV_MODERATION_APPROVED AV_MODERATION_REJECTED _MEDIA_SESSION_STARTED',
        ),
        track: named('TRACK_VIDEOTYPE_CHANGED'),
      },
      errors: { conference: named('FOCUS_DISCONNECTED VIDEOBRIDGE_NOT_AVAILABLE') },
      setLogLevel: () => undefined,
      init: () => undefined,
      JitsiConnection,
      createLocalTracksFromMediaStreams: (infos: { mediaType: string; videoType?: string }[]) =>
        infos.map((info) => ({
          kind: info.videoType ?? info.mediaType,
          isMuted: () => false,
          mute: async () => undefined,
          getSourceName: () => 'me000000-v0',
          dispose: async () => undefined,
        })),
    },
  });
}

/** The far end of one room, as a test drives it. */
export interface DeploymentRoom {
  readonly state: {
    readonly room: string;
    readonly token: string;
    readonly serviceUrl: string;
    readonly joined: boolean;
    readonly left: boolean;
    readonly sent: readonly { readonly kind: string }[];
    readonly constraints: { readonly constraints?: Readonly<Record<string, { readonly maxHeight: number }>> };
  };
  kick(): void;
  speaks(id: string): void;
  enters(id: string, user: string): void;
}
