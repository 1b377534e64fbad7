/** What the page around a room may keep from it. */
export type Withheld = 'camera' | 'microphone';

/** Why nothing but a sentence is shown: what the page around keeps away, or what this browser cannot do. */
export type Barred = Withheld | 'encryption';

/**
 * What the page around keeps away that the session needs: a microphone always, a camera only where cameras are used. Of a
 * camera nothing is asked before that is known, and in an audio session never.
 */
export function barredBy(
  forbids: (device: Withheld) => boolean,
  cameras: 'used' | 'unused' | 'unknown',
): Withheld | undefined {
  if (cameras === 'used' && forbids('camera')) return 'camera';
  return forbids('microphone') ? 'microphone' : undefined;
}
