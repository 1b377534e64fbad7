import type { Page } from '@playwright/test';

/**
 * A camera whose picture says whose it is, and when it was taken: so that a test that sees Ana sees Ana's picture, of now.
 * Along its upper edge are cells, white for 1: four bits of whose, twelve of when, four to check them.
 */
export interface Face {
  /** 0 to 15. */
  readonly whose: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** What shows it: the camera where nothing is said. A screen stands still but for the cells. */
  readonly by?: 'camera' | 'screen';
}

/** Gives the page such a camera, or such a screen to share. Runs in the page before anything else. */
export function wearFace({ whose, width, height, fps, by = 'camera' }: Face): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const ask = devices.getUserMedia.bind(devices);
  const cells = 20;

  /** Moves and has grain, as a face in a room does: what never changes costs a line nothing. */
  function grain(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width + 64, height + 64];
    const pen = canvas.getContext('2d');
    for (let i = 0; i < 400 && pen !== null; i++) {
      pen.fillStyle = `hsl(${(whose * 67 + i) % 360} 40% ${20 + ((i * 7919) % 50)}%)`;
      const [x, y] = [(i * 104_729) % canvas.width, (i * 1_299_709) % canvas.height];
      pen.fillRect(x, y, 20 + ((i * 31) % 90), 12 + ((i * 17) % 60));
    }
    return canvas;
  }

  function camera(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext('2d');
    const ground = grain();
    const side = width / cells;
    let turn = 0;
    const draw = (): void => {
      if (pen === null) return;
      if (by === 'camera') turn += 1;
      pen.drawImage(ground, -32 - 24 * Math.sin(turn / 9), -32 - 24 * Math.cos(turn / 13));
      const when = Math.floor(Date.now() / 100) & 0xfff;
      const check = (whose ^ (when >> 8) ^ (when >> 4) ^ when ^ 5) & 0xf;
      const bits = (whose << 16) | (when << 4) | check;
      for (let cell = 0; cell < cells; cell++) {
        pen.fillStyle = (bits >> (cells - 1 - cell)) & 1 ? '#fff' : '#000';
        pen.fillRect(cell * side, 0, side, side);
      }
    };
    draw();
    const [track] = canvas.captureStream(fps).getVideoTracks();
    if (track === undefined) throw new Error('a canvas without a picture');
    const timer = setInterval(() => {
      if (track.readyState === 'ended') clearInterval(timer);
      else draw();
    }, 1000 / fps);
    return track;
  }

  if (by === 'screen') {
    devices.getDisplayMedia = () => Promise.resolve(new MediaStream([camera()]));
    return;
  }
  devices.getUserMedia = async (wanted = {}) => {
    const { video = false, ...rest } = wanted;
    if (video === false) return ask(wanted);
    const tracks = rest.audio === undefined || rest.audio === false ? [] : (await ask(rest)).getTracks();
    return new MediaStream([...tracks, camera()]);
  };
}

/** What a page shows of a seat: whose picture it is, and how old, in milliseconds. */
export interface Seen {
  readonly whose: number;
  readonly ageMs: number;
}

type Inside = Pick<Page, 'evaluate'>;

/** Reads the picture that a page shows of a seat; undefined where it shows none, or none that can be read. */
export async function read(page: Inside, seat: string): Promise<Seen | undefined> {
  return readIn(page, `figure[data-seat="${seat}"] video`);
}

/** Reads the screen that a page shows as shared. */
export async function readScreen(page: Inside): Promise<Seen | undefined> {
  return readIn(page, '.shared-screen video');
}

async function readIn(page: Inside, selector: string): Promise<Seen | undefined> {
  return page.evaluate((shown) => {
    const cells = 20;
    const video = document.querySelector<HTMLVideoElement>(shown);
    if (video === null || video.videoWidth === 0) return undefined;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, Math.ceil(video.videoWidth / cells)];
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (pen === null) return undefined;
    pen.drawImage(video, 0, 0);
    const side = canvas.width / cells;
    let bits = 0;
    for (let cell = 0; cell < cells; cell++) {
      const [red = 0, green = 0, blue = 0] = pen.getImageData(
        Math.floor((cell + 0.5) * side),
        Math.floor(side / 2),
        1,
        1,
      ).data;
      bits = (bits << 1) | (red + green + blue > 382 ? 1 : 0);
    }
    const [whose, when, check] = [(bits >> 16) & 0xf, (bits >> 4) & 0xfff, bits & 0xf];
    if (check !== ((whose ^ (when >> 8) ^ (when >> 4) ^ when ^ 5) & 0xf)) return undefined;
    return { whose, ageMs: 100 * ((Math.floor(Date.now() / 100) - when) & 0xfff) };
  }, selector);
}
