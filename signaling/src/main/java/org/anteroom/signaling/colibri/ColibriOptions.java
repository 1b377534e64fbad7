package org.anteroom.signaling.colibri;

import java.net.URI;
import java.util.List;

/**
 * What an operator or a test decides about videobridges; everything has a bound.
 *
 * @param bridges the REST addresses, one a bridge
 * @param channels origins of the WebSockets that the engine opens; a bridge's channel elsewhere is not opened
 * @param requestDeadlineMs how long one request may take
 * @param warmUpDeadlineMs how long the first create on a bridge may take, with nobody waiting for it
 * @param healthDeadlineMs how long one health check may take
 * @param healthEveryMs between two checks of a bridge that is well
 * @param recheckMs between a failed check and the next
 * @param watchEveryMs between two looks at who speaks, and at whom the bridge still has
 * @param answerBytesMax of one answer of a bridge
 * @param channelAgainMs until a channel that ended is opened anew; twice as long with each time in a row
 * @param channelSilentMs after which a channel without any sign of life is opened anew
 */
public record ColibriOptions(
        List<URI> bridges,
        List<String> channels,
        int endpointsMax,
        int endpointsPerConferenceMax,
        int requestDeadlineMs,
        int warmUpDeadlineMs,
        int healthDeadlineMs,
        int healthEveryMs,
        int recheckMs,
        int watchEveryMs,
        int answerBytesMax,
        int channelAgainMs,
        int channelSilentMs) {
    /** The configuration's key that every sentence about an unusable bridge names. */
    public static final String SETTING = "media.videobridges";

    /** The configuration's key that says where a bridge's channel may be. */
    public static final String CHANNELS_SETTING = "media.channels";

    public ColibriOptions {
        bridges = List.copyOf(bridges);
        channels = List.copyOf(channels);
    }

    /** Found within 3 s, used again within 15 s. */
    public static ColibriOptions of(List<URI> bridges, List<String> channels) {
        return new ColibriOptions(
                bridges, channels, 1000, 50, 2_000, 10_000, 900, 750, 250, 1_000, 1 << 20, 500, 45_000);
    }

    public ColibriOptions withEndpoints(int max, int perConferenceMax) {
        return new ColibriOptions(
                bridges,
                channels,
                max,
                perConferenceMax,
                requestDeadlineMs,
                warmUpDeadlineMs,
                healthDeadlineMs,
                healthEveryMs,
                recheckMs,
                watchEveryMs,
                answerBytesMax,
                channelAgainMs,
                channelSilentMs);
    }

    /** A bridge that took longer than this to say that it is well, twice running, counts as gone. */
    public ColibriOptions withHealthDeadline(int ms) {
        return new ColibriOptions(
                bridges,
                channels,
                endpointsMax,
                endpointsPerConferenceMax,
                requestDeadlineMs,
                warmUpDeadlineMs,
                ms,
                healthEveryMs,
                recheckMs,
                watchEveryMs,
                answerBytesMax,
                channelAgainMs,
                channelSilentMs);
    }

    /** Looks at conferences and endpoints this often: for tests that wait for what is seen. */
    ColibriOptions watchedEvery(int ms) {
        return new ColibriOptions(
                bridges,
                channels,
                endpointsMax,
                endpointsPerConferenceMax,
                requestDeadlineMs,
                warmUpDeadlineMs,
                healthDeadlineMs,
                healthEveryMs,
                recheckMs,
                ms,
                answerBytesMax,
                channelAgainMs,
                channelSilentMs);
    }

    /** A bridge may take so long for any answer: for tests in which none fails to answer. */
    ColibriOptions patient(int deadlineMs) {
        return new ColibriOptions(
                bridges,
                channels,
                endpointsMax,
                endpointsPerConferenceMax,
                deadlineMs,
                deadlineMs,
                deadlineMs,
                healthEveryMs,
                recheckMs,
                watchEveryMs,
                answerBytesMax,
                channelAgainMs,
                channelSilentMs);
    }

    /** Channels are allowed, tried again after so long, and given up after so long a silence: for tests of channels. */
    ColibriOptions withChannels(List<String> origins, int againMs, int silentMs) {
        return new ColibriOptions(
                bridges,
                origins,
                endpointsMax,
                endpointsPerConferenceMax,
                requestDeadlineMs,
                warmUpDeadlineMs,
                healthDeadlineMs,
                healthEveryMs,
                recheckMs,
                watchEveryMs,
                answerBytesMax,
                againMs,
                silentMs);
    }

    /** Everything that waits, waits this much shorter: for tests that wait for it. */
    ColibriOptions hastened(int times) {
        return new ColibriOptions(
                bridges,
                channels,
                endpointsMax,
                endpointsPerConferenceMax,
                requestDeadlineMs / times,
                warmUpDeadlineMs / times,
                healthDeadlineMs / times,
                healthEveryMs / times,
                recheckMs / times,
                watchEveryMs / times,
                answerBytesMax,
                channelAgainMs / times,
                channelSilentMs / times);
    }
}
