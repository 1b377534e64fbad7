/** What the page around a room may keep from it. */
export type Barred = 'camera' | 'microphone';

/**
 * What the page around keeps away that the session needs: a microphone always, a camera only where cameras are used. Of a
 * camera nothing is asked before that is known, and in an audio session never.
 */
export function barredBy(
  forbids: (device: Barred) => boolean,
  cameras: 'used' | 'unused' | 'unknown',
): Barred | undefined {
  if (cameras === 'used' && forbids('camera')) return 'camera';
  return forbids('microphone') ? 'microphone' : undefined;
}
