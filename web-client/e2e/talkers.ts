import type { Browser } from '@playwright/test';
import { brief } from '../src/media/answers';
import type { Engine, Seated } from './engine/engine';
import { speech, type Voice } from './voices';

/**
 * People who speak and hear and show nothing, all of them in one page: a page of its own for each takes a sixth of a core,
 * and ten of those leave none to the lines that are measured. Each has a seat, a line and a peer connection, as a client
 * without any of our code would.
 */
interface Talker extends Voice {
  readonly code: string;
}

interface Talkers {
  talk?: (engine: string, who: Talker) => Promise<void>;
  brief?: (sdp: string) => Promise<string>;
}

/** Runs in the page, so it may use nothing from outside. */
function installTalkers(): void {
  const slotMs = 6000;
  const context = new AudioContext();

  async function voice({ wav, turn, of, volume: loud = 1, readers = 1 }: Talker): Promise<MediaStreamTrack> {
    const bytes = Uint8Array.from(atob(wav), (character) => character.charCodeAt(0));
    const buffer = await context.decodeAudioData(bytes.buffer);
    const volume = context.createGain();
    const out = context.createMediaStreamDestination();
    volume.connect(out);
    for (let reader = 0; reader < readers; reader++) {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.loop = true;
      source.connect(volume);
      source.start(0, (reader * buffer.duration) / readers);
    }
    setInterval(() => {
      if (context.state === 'suspended') void context.resume().catch(() => undefined);
      volume.gain.value = Math.floor(Date.now() / slotMs) % of === turn ? loud : 0;
    }, 100);
    const [track] = out.stream.getAudioTracks();
    if (track === undefined) throw new Error('a voice without sound');
    return track;
  }

  (window as Talkers).talk = async (engine, who) => {
    const mine = await voice(who);
    const joined = await fetch(`${engine}/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: who.code, device: crypto.randomUUID() }),
    });
    const { token, connect } = (await joined.json()) as { token: string; connect: string };
    const socket = new WebSocket(connect, 'anteroom.v1');
    const say = (frame: object): void => socket.send(JSON.stringify(frame));
    let connection = '';
    let pc: RTCPeerConnection | undefined;

    interface Offer {
      readonly connection: string;
      readonly generation: number;
      readonly sdp: string;
      readonly own: { readonly microphone?: string };
    }
    const answer = async (offer: Offer): Promise<void> => {
      if (pc === undefined || offer.connection !== connection) {
        pc?.close();
        pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
        connection = offer.connection;
      }
      const line = pc;
      await line.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
      for (const transceiver of line.getTransceivers()) {
        if (transceiver.mid !== offer.own.microphone) {
          // No picture is wanted here; what nobody wishes for is not sent either.
          if (transceiver.direction !== 'stopped') transceiver.direction = 'recvonly';
          continue;
        }
        const both = /^a=sendrecv\s*$/mu.test(
          offer.sdp.split(/^(?=m=)/mu).find((media) => media.includes(`a=mid:${transceiver.mid}\r`)) ?? '',
        );
        transceiver.direction = both ? 'sendrecv' : 'sendonly';
        if (transceiver.sender.track !== mine) await transceiver.sender.replaceTrack(mine);
      }
      await line.setLocalDescription();
      const sdp = (await (window as Talkers).brief?.(line.localDescription?.sdp ?? '')) ?? '';
      say({ type: 'media', name: 'answer', connection, generation: offer.generation, sdp });
      say({ type: 'media', name: 'wish', stage: [], tiles: [], screen: 0, video: false });
    };

    let work: Promise<void> = Promise.resolve();
    socket.onopen = () => say({ type: 'hello', token });
    await new Promise<void>((inside, fail) => {
      socket.onclose = () => fail(new Error('the line ended'));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as { type: string; name?: string; reason?: string };
        if (frame.type === 'welcome') say({ type: 'command', id: 'knock', name: 'knock', args: {} });
        else if (frame.type === 'reject') fail(new Error(String(data)));
        else if (frame.type === 'ping') say({ type: 'pong' });
        else if (frame.type === 'media' && frame.name === 'offer') {
          work = work.then(() => answer(frame as unknown as Offer)).then(inside, fail);
        }
      };
    });
  };
}

/** Opens the page in which they live; each then comes by the answer, and is inside when that is done. */
export async function openTalkers(
  browser: Browser,
  engine: Engine,
): Promise<(who: Seated, voice: Omit<Voice, 'wav'>) => Promise<void>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.exposeFunction('brief', brief);
  await page.addInitScript(installTalkers);
  await page.goto(engine.url);
  await page.mouse.click(1, 1);
  const wav = speech();
  return async ({ url }, voice) => {
    const code = new URL(url).hash.slice(1);
    await page.evaluate(([at, who]) => (window as Talkers).talk?.(at, who), [
      engine.url,
      { ...voice, wav, code },
    ] as const);
  };
}
