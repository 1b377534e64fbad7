/** Drawn faces that stand in for video: a canvas per person, so that tiles show what a camera track would. */
export interface Face {
  readonly room: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly long: boolean;
}

export const faces: Readonly<Record<string, Face>> = {
  lena: { room: ['#e2d6c6', '#d6c8b6'], skin: '#e8bd99', hair: '#5b3926', shirt: '#417063', long: true },
  june: { room: ['#ead9d1', '#e0c8be'], skin: '#f1cdb5', hair: '#8b4c2b', shirt: '#a8606a', long: true },
  dev: { room: ['#cdd2e2', '#bdc5d9'], skin: '#d99f78', hair: '#181512', shirt: '#6f8090', long: false },
  noor: { room: ['#e6dccb', '#ddcfba'], skin: '#e8bd99', hair: '#506f8c', shirt: '#3f556c', long: true },
  sam: { room: ['#ccd5de', '#b8c6d1'], skin: '#8a5836', hair: '#120f0d', shirt: '#7e5b86', long: false },
  tomas: { room: ['#dcd2de', '#d0c2d0'], skin: '#e8bd99', hair: '#e8bd99', shirt: '#5d4d42', long: false },
  maya: { room: ['#cbded3', '#bcd3c7'], skin: '#a8734b', hair: '#2a1a14', shirt: '#c98b4b', long: true },
  amir: { room: ['#d3dadb', '#c6d0d2'], skin: '#d99f78', hair: '#1e1613', shirt: '#3f5270', long: false },
  rosa: { room: ['#e5ddcf', '#d8ccb8'], skin: '#d9a67e', hair: '#3a2620', shirt: '#587089', long: true },
  kofi: { room: ['#d3dccb', '#c1ceb6'], skin: '#6f4529', hair: '#14100d', shirt: '#8a5f3a', long: false },
  ana: { room: ['#e3d6dc', '#d6c4cd'], skin: '#efcfb6', hair: '#c99b5c', shirt: '#4f6b58', long: true },
};

export function faceTrack(name: string): MediaStreamTrack {
  return trackOf(640, 480, (pen) => drawFace(pen, faces[name] ?? (faces['lena'] as Face)));
}

export function screenTrack(): MediaStreamTrack {
  return trackOf(1280, 760, drawSlide);
}

function trackOf(
  width: number,
  height: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  draw(pen);
  // A canvas stream sends a frame only when the canvas changes.
  setInterval(() => draw(pen), 200);
  const [track] = canvas.captureStream(5).getVideoTracks();
  if (track === undefined) throw new Error('no track');
  return track;
}

function drawFace(pen: CanvasRenderingContext2D, face: Face): void {
  const ground = pen.createLinearGradient(0, 0, 640, 480);
  ground.addColorStop(0, face.room[0]);
  ground.addColorStop(1, face.room[1]);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 640, 480);
  oval(pen, face.hair, 320, face.long ? 235 : 185, face.long ? 112 : 100, face.long ? 150 : 95);
  pen.fillStyle = face.shirt;
  pen.beginPath();
  pen.moveTo(140, 480);
  pen.bezierCurveTo(160, 350, 260, 345, 320, 345);
  pen.bezierCurveTo(380, 345, 480, 350, 500, 480);
  pen.fill();
  pen.fillStyle = face.skin;
  pen.fillRect(288, 290, 64, 70);
  oval(pen, face.skin, 320, 225, 84, 100);
  oval(pen, face.hair, 320, 143, 84, 32);
  oval(pen, '#1d1714', 290, 225, 7, 8);
  oval(pen, '#1d1714', 350, 225, 7, 8);
  pen.strokeStyle = '#7c3b33';
  pen.lineWidth = 5;
  pen.beginPath();
  pen.arc(320, 262, 28, 0.25 * Math.PI, 0.75 * Math.PI);
  pen.stroke();
}

function oval(
  pen: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
  pen.fill();
}

function drawSlide(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#fbfaf6';
  pen.fillRect(0, 0, 1280, 760);
  pen.fillStyle = '#1a2623';
  pen.font = '600 38px sans-serif';
  pen.fillText('Noticing where I am', 90, 110);
  const rows = [
    ['#f6e4da', '#6b3416', 'Too much', 160],
    ['#d5e8de', '#15453a', 'Steady enough', 320],
    ['#dae7f2', '#1d4467', 'Too little', 500],
  ] as const;
  for (const [ground, ink, words, y] of rows) {
    pen.fillStyle = ground;
    pen.fillRect(90, y, 1100, 140);
    pen.fillStyle = ink;
    pen.font = '600 26px sans-serif';
    pen.fillText(words, 130, y + 80);
  }
}
