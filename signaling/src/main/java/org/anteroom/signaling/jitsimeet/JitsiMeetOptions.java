package org.anteroom.signaling.jitsimeet;

/**
 * What an operator or a test decides about a Jitsi Meet deployment; everything has a bound.
 *
 * @param deployment where browsers, and the engine, find it
 * @param focus the XMPP address of its conference focus
 * @param issuer the {@code iss} of tokens
 * @param audience the {@code aud} of tokens
 * @param key what tokens are signed with
 * @param tokenSeconds how long a token opens the door
 * @param stanzaBytesMax of one thing that the deployment says
 */
public record JitsiMeetOptions(
        Deployment deployment,
        String focus,
        String issuer,
        String audience,
        TokenKey key,
        int tokenSeconds,
        int endpointsMax,
        int endpointsPerConferenceMax,
        int stanzaBytesMax,
        MeetTimes times) {
    /** The configuration's key under which everything of a deployment stands, and that every sentence about one names. */
    public static final String SETTING = "media.jitsiMeet";

    public static JitsiMeetOptions of(
            Deployment deployment, String focus, String issuer, String audience, TokenKey key, int tokenSeconds) {
        return new JitsiMeetOptions(
                deployment, focus, issuer, audience, key, tokenSeconds, 1000, 50, 512 * 1024, MeetTimes.defaults());
    }

    public JitsiMeetOptions withEndpoints(int max, int perConferenceMax) {
        return new JitsiMeetOptions(
                deployment, focus, issuer, audience, key, tokenSeconds, max, perConferenceMax, stanzaBytesMax, times);
    }

    JitsiMeetOptions withTimes(MeetTimes other) {
        return new JitsiMeetOptions(
                deployment,
                focus,
                issuer,
                audience,
                key,
                tokenSeconds,
                endpointsMax,
                endpointsPerConferenceMax,
                stanzaBytesMax,
                other);
    }
}
