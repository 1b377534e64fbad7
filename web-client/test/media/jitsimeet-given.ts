/** A session in a room of a deployment for tests, and what it told. */
import { vi } from 'vitest';
import type { RoomFrame } from '../../src/protocol/frames';
import { JitsiMeetSession } from '../../src/media/jitsimeet';
import { conferenceEvents, FakeDeployment, type FakeConference } from './jitsimeet-fake';
import { FakeDeviceTrack, FakeOccupant, FakeRemoteTrack, FakeStream } from './jitsimeet-fake-tracks';
import type { JitsiMeetLibrary } from '../../src/media/jitsimeet-library';
import type { MediaWord, Passage, Speaker } from '../../src/media/session';

export const frame: RoomFrame = {
  type: 'media',
  name: 'room',
  connection: 'con_1',
  generation: 1,
  deployment: {
    script: 'https://meet.example.org/libs/lib-jitsi-meet.min.js',
    service: 'wss://meet.example.org/xmpp-websocket',
    domain: 'meet.example.org',
    muc: 'conference.meet.example.org',
  },
  room: 'q7v2k3n5d6h8j9m4',
  token: 'header.payload.signature',
  send: ['microphone', 'camera'],
  people: { ana: 'sea_ana', bert: 'sea_bert' },
};

export const own = { microphone: FakeDeviceTrack.asTrack('audio'), camera: FakeDeviceTrack.asTrack('video') };

export class Given {
  readonly deployment = new FakeDeployment();
  readonly told: MediaWord[] = [];
  readonly passages: Passage[] = [];
  readonly speakers: Speaker[] = [];
  readonly gone: (() => void)[] = [];
  library: () => Promise<JitsiMeetLibrary> = () => Promise.resolve(this.deployment.library);
  readonly session: JitsiMeetSession;

  constructor() {
    vi.stubGlobal('MediaStream', FakeStream);
    vi.useFakeTimers();
    this.session = new JitsiMeetSession(
      {
        library: () => this.library(),
        whenGone: (action) => {
          this.gone.push(action);
          return () => this.gone.splice(this.gone.indexOf(action), 1);
        },
        random: () => 0,
      },
      {
        tell: (word) => this.told.push(word),
        changed: () => undefined,
        failed: () => {
          throw new Error('A new line to the engine mends nothing here');
        },
        speaking: (speaker) => this.speakers.push(speaker),
        passage: (passage) => this.passages.push(passage),
      },
    );
  }

  async inside(invitation: RoomFrame = frame): Promise<FakeConference> {
    await this.session.receive(invitation);
    const room = this.deployment.last.opens();
    room.events.emit(conferenceEvents.CONNECTION_ESTABLISHED);
    // What is sent is put in one by one.
    await vi.advanceTimersByTimeAsync(0);
    return room;
  }
}

export function occupant(name: string, identity: string | undefined = name): FakeOccupant {
  return new FakeOccupant(name, { user: { id: identity } });
}

/** Somebody who comes with a camera. */
export function shows(room: FakeConference, name: string, identity: string = name): FakeRemoteTrack {
  const person = occupant(name, identity);
  const camera = new FakeRemoteTrack(name, 0, 'video', 'camera');
  room.enters(person);
  room.sends(person, camera);
  return camera;
}
