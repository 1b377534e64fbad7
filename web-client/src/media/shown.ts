const elements = new WeakMap<MediaStreamTrack, HTMLElement>();

/** A view says where a track has its place; who asks for pictures learns from it how large they are seen. */
export function nowShows(element: HTMLElement, track: MediaStreamTrack): void {
  elements.set(track, element);
}

/** Height in device pixels at which the track is seen; undefined where it is not shown, or scrolled out of sight. */
export function shownHeight(track: MediaStreamTrack): number | undefined {
  const element = elements.get(track);
  if (element === undefined || !element.isConnected || element.clientHeight === 0) return undefined;
  const { top, bottom, left, right } = element.getBoundingClientRect();
  if (bottom <= 0 || right <= 0 || top >= window.innerHeight || left >= window.innerWidth) return undefined;
  return Math.round(element.clientHeight * window.devicePixelRatio);
}
