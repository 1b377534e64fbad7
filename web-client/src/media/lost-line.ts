/** The part of an RTCPeerConnection that tells how its line is. */
export type Watched = EventTarget & Pick<RTCPeerConnection, 'connectionState'>;

/**
 * How long nothing may come before a connection is given up for a new one. Browsers say `disconnected` after some five
 * seconds without an answer and `failed` some fifteen later; a network that changed is back in less, and a new connection
 * costs less than to go on hearing nothing.
 */
export const silentForMs = 4_000;

/** Tells once that a connection's line is lost: it failed, or has been `disconnected` for {@link silentForMs}. */
export function watchLine(pc: Watched, lost: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new AbortController();
  const end = (): void => {
    clearTimeout(timer);
    over.abort();
  };
  const tell = (): void => {
    end();
    lost();
  };
  const look = (): void => {
    clearTimeout(timer);
    if (pc.connectionState === 'failed') tell();
    else if (pc.connectionState === 'closed') end();
    else if (pc.connectionState === 'disconnected') timer = setTimeout(tell, silentForMs);
  };
  pc.addEventListener('connectionstatechange', look, { signal: over.signal });
}
