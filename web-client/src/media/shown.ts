const elements = new WeakMap<MediaStreamTrack, HTMLVideoElement>();

/** A view says which element shows a track; who asks for pictures learns from it how large they are seen. */
export function nowShows(element: HTMLVideoElement, track: MediaStreamTrack): void {
  elements.set(track, element);
}

/** Height in device pixels at which the track is seen; undefined where it is not shown. */
export function shownHeight(track: MediaStreamTrack): number | undefined {
  const element = elements.get(track);
  if (element === undefined || !element.isConnected || element.clientHeight === 0) return undefined;
  return Math.round(element.clientHeight * window.devicePixelRatio);
}
