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

/** Between the failures of connections of which none carried anything: doubled each time. */
export const pausesMs = { first: 1_000, most: 16_000 };

/**
 * Watches the connections of one seat, one after the other. A browser that finds no way out says so at once, as Firefox does
 * where its settings or an extension keep its addresses back: whoever made a new line for each of these would have none at
 * all for long enough to read a word. So only the first is told at once.
 */
export class LineWatch {
  private barren = 0;

  /** Tells once that this connection is lost, though maybe later. */
  watch(pc: Watched, lost: () => void): void {
    pc.addEventListener('connectionstatechange', () => {
      if (pc.connectionState === 'connected') this.barren = 0;
    });
    watchLine(pc, () => {
      const pauseMs =
        this.barren === 0 ? 0 : Math.min(pausesMs.most, pausesMs.first * 2 ** (this.barren - 1));
      this.barren += 1;
      if (pauseMs === 0) lost();
      else setTimeout(lost, pauseMs);
    });
  }
}
