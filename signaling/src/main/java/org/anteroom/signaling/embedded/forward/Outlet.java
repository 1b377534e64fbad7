package org.anteroom.signaling.embedded.forward;

import org.anteroom.signaling.embedded.rtp.Packet;

/** The way out to one endpoint: takes plain packets, protects and sends them. On the event loop only. */
public interface Outlet {
    /** Whether anything sent now would go out. */
    boolean isOpen();

    /** Sends an RTP packet; false when it was dropped. */
    boolean sendRtp(Packet packet);

    void sendRtcp(Packet packet);

    /** Something for it waits for its turn from now on: the endpoint is to be paced in short steps. */
    void waits();

    /** Forgets the keys' state of a stream that is sent no more. */
    void forget(int ssrc);
}
