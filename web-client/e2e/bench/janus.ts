import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../run/folder';
import { adopt, end } from '../run/processes';

export const room = 1234;

/** What Debian's package loads beside the video room and its WebSockets. */
const unusedTransports = ['http', 'mqtt', 'nanomsg', 'pfunix', 'rabbitmq'];
const unusedPlugins = [
  ...['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay', 'sip', 'streaming', 'textroom'],
  ...['videocall', 'voicemail'],
];
const unusedHandlers = ['gelfevh', 'mqttevh', 'nanomsgevh', 'rabbitmqevh', 'sampleevh', 'wsevh'];

const libraries = (names: readonly string[]): string => names.map((name) => `libjanus_${name}.so`).join(',');

/** A Janus with one video room, in a process and a folder of its own; its WebSockets are on loopback. */
export class Janus {
  private process: ChildProcess | undefined;
  private readonly folder = join(runFolder(), 'janus');

  constructor(readonly port: number) {}

  start(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const write = (name: string, text: string): void => writeFileSync(join(this.folder, name), text);
    write(
      'janus.jcfg',
      [
        'general: { debug_level = 3\n admin_secret = "none" }',
        'media: { ipv6 = false }',
        // Loaded without a configuration of its own, the transport by HTTP falls over its timer.
        `transports: { disable = "${libraries(unusedTransports)}" }`,
        `plugins: { disable = "${libraries(unusedPlugins)}" }`,
        `events: { disable = "${libraries(unusedHandlers)}" }`,
        '',
      ].join('\n'),
    );
    write(
      'janus.transport.websockets.jcfg',
      `general: { json = "compact"\n ws = true\n ws_ip = "127.0.0.1"\n ws_port = ${this.port}\n wss = false }\n`,
    );
    write(
      'janus.plugin.videoroom.jcfg',
      `room-${room}: { description = "bench"\n publishers = 12\n audiocodec = "opus"\n videocodec = "vp8"\n opus_fec = true\n opus_dtx = true }\n`,
    );
    const log = openSync(join(this.folder, 'janus.log'), 'a');
    const child = spawn('janus', ['-F', this.folder, '-C', join(this.folder, 'janus.jcfg')], {
      stdio: ['ignore', log, log],
      detached: true,
    });
    adopt(child);
    this.process = child;
  }

  get pid(): number {
    if (this.process?.pid === undefined) throw new Error('Janus does not run');
    return this.process.pid;
  }

  async dispose(): Promise<void> {
    await end(this.process, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Joining {
  readonly url: string;
  readonly number: number;
  /** The sizes of the camera's picture, the largest first: by their order Janus knows them. */
  readonly encodings: RTCRtpEncodingParameters[];
}

/**
 * Joins the room as Janus's own client would, by its WebSocket API: sends camera and microphone, and takes everybody
 * else's. Runs in the page; settles when what is sent is connected.
 */
export async function joinRoom({ url, number, encodings }: Joining): Promise<void> {
  interface Reply {
    readonly janus: string;
    readonly transaction?: string;
    readonly sender?: number;
    readonly data?: { readonly id: number };
    readonly plugindata?: { readonly data: { readonly publishers?: readonly { readonly id: number }[] } };
    readonly jsep?: RTCSessionDescriptionInit;
  }
  const socket = new WebSocket(url, 'janus-protocol');
  await new Promise((open, fail) => {
    socket.addEventListener('open', open);
    socket.addEventListener('error', fail);
  });
  const waiting = new Map<string, (reply: Reply) => void>();
  let count = 0;
  const joined: { session?: number } = {};
  const ask = (frame: Record<string, unknown>): Promise<Reply> => {
    const transaction = `t${++count}`;
    socket.send(
      JSON.stringify({
        ...frame,
        transaction,
        ...(joined.session === undefined ? {} : { session_id: joined.session }),
      }),
    );
    return new Promise((settle) => waiting.set(transaction, settle));
  };
  const attach = async (): Promise<number> =>
    (await ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' })).data?.id ?? 0;
  const message = (handle: number, body: object, jsep?: RTCSessionDescriptionInit | null): Promise<Reply> =>
    ask({ janus: 'message', handle_id: handle, body, ...(jsep === undefined ? {} : { jsep }) });
  const gathered = async (connection: RTCPeerConnection): Promise<RTCSessionDescription | null> => {
    while (connection.iceGatheringState !== 'complete') await new Promise((wake) => setTimeout(wake, 50));
    return connection.localDescription;
  };

  async function take(feed: number): Promise<void> {
    const handle = await attach();
    const { jsep } = await message(handle, {
      request: 'join',
      ptype: 'subscriber',
      room: number,
      streams: [{ feed }],
    });
    if (jsep === undefined) return;
    const connection = new RTCPeerConnection();
    connection.addEventListener('track', ({ track, streams }) => {
      const element = document.createElement(track.kind === 'video' ? 'video' : 'audio') as HTMLMediaElement;
      element.autoplay = true;
      element.srcObject = streams[0] ?? new MediaStream([track]);
      if (track.kind === 'video') element.style.width = '640px';
      document.body.append(element);
    });
    await connection.setRemoteDescription(jsep);
    await connection.setLocalDescription();
    await message(handle, { request: 'start', room: number }, await gathered(connection));
  }

  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    for (const { id } of reply.plugindata?.data.publishers ?? []) void take(id);
    if (reply.janus === 'ack') return;
    waiting.get(reply.transaction ?? '')?.(reply);
    waiting.delete(reply.transaction ?? '');
  });
  joined.session = (await ask({ janus: 'create' })).data?.id ?? 0;
  setInterval(() => void ask({ janus: 'keepalive' }), 20_000);
  const handle = await attach();
  await message(handle, { request: 'join', ptype: 'publisher', room: number });
  const connection = new RTCPeerConnection();
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const track of media.getTracks())
    connection.addTransceiver(track, {
      direction: 'sendonly',
      streams: [media],
      ...(track.kind === 'video' ? { sendEncodings: encodings } : {}),
    });
  await connection.setLocalDescription();
  const offer = await gathered(connection);
  // Janus lets a browser be silent while nobody speaks where that takes it of others, too; the embedded bridge always does.
  const sdp = offer?.sdp.replace('useinbandfec=1', 'useinbandfec=1;usedtx=1') ?? '';
  const answer = await message(handle, { request: 'publish' }, { type: 'offer', sdp });
  if (answer.jsep === undefined) throw new Error(`Janus answers ${JSON.stringify(answer)}`);
  await connection.setRemoteDescription(answer.jsep);
  while (connection.connectionState !== 'connected') await new Promise((wake) => setTimeout(wake, 50));
}
