package org.anteroom.signaling.embedded.forward;

import org.anteroom.signaling.embedded.rtp.ArrivalReport;
import org.anteroom.signaling.embedded.rtp.RtcpReader;

/** What one RTCP compound of an endpoint asks and tells. */
record EndpointControl(Endpoint endpoint, long nowMicros) implements RtcpReader.Handler {
    private long nowMs() {
        return nowMicros / 1000;
    }

    @Override
    public void senderReport(int ssrc, int ntpHigh, int ntpLow, int timestamp) {
        endpoint.uplink().senderReport(ssrc, ntpHigh, ntpLow, timestamp, nowMs());
    }

    @Override
    public void reportBlock(int ssrc, int fractionLost, int lastSenderReport, int delaySinceLast) {
        endpoint.stream(ssrc).ifPresent(stream -> {
            int measured = stream.reports().roundTripMs(lastSenderReport, delaySinceLast, nowMs());
            if (measured >= 0) {
                endpoint.measured(measured);
            }
            stream.reports().lost(fractionLost, nowMs());
            endpoint.downlink().estimator().reported(fractionLost / 256.0, nowMs());
        });
    }

    @Override
    public void nack(int mediaSsrc, int sequence) {
        endpoint.stream(mediaSsrc).ifPresent(s -> s.resend(sequence, endpoint.lineRoundTripMs(), nowMicros));
    }

    @Override
    public void keyFrameRequest(int mediaSsrc) {
        endpoint.stream(mediaSsrc).ifPresent(OutgoingStream::wantKeyFrame);
    }

    @Override
    public void arrivals(ArrivalReport report) {
        if (endpoint.takesReport(nowMs())) {
            endpoint.downlink().estimator().feedback(report.base(), report.arrivedMicros(), nowMicros);
        }
    }

    @Override
    public void estimate(long bitsPerSecond) {
        endpoint.downlink().estimator().remb(bitsPerSecond, nowMs());
    }
}
