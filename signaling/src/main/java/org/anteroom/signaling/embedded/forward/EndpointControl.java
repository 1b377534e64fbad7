package org.anteroom.signaling.embedded.forward;

import org.anteroom.signaling.embedded.rtp.RtcpReader;

/** What one RTCP compound of an endpoint asks and tells. */
record EndpointControl(Endpoint endpoint, long nowMs) implements RtcpReader.Handler {
    @Override
    public void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp) {
        for (IncomingSource source : endpoint.sources()) {
            if (source.ssrc().isPresent() && source.ssrc().getAsInt() == ssrc) {
                source.senderReport(ntpHigh, ntpLow, timestamp, nowMs);
            }
        }
    }

    @Override
    public void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast) {
        // Loss is mended where it is asked for by NACK; nothing here depends on its share.
    }

    @Override
    public void nack(int mediaSsrc, int sequence) {
        endpoint.stream(mediaSsrc).ifPresent(s -> s.resend(sequence, nowMs));
    }

    @Override
    public void keyFrameRequest(int mediaSsrc) {
        endpoint.stream(mediaSsrc).ifPresent(s -> s.source().wantKeyFrame());
    }
}
