package org.anteroom.signaling.jitsimeet;

/** What went wrong between engine and deployment. */
enum MeetFault {
    /** No connection: nothing listens there, or no name or route leads there. */
    UNREACHABLE(false, "service does not answer"),
    /** No answer within the deadline. */
    SLOW(false, "service did not answer in time"),
    /** 5xx: what stands in front of the deployment is there, the deployment is not. */
    FAILING(false, "service answers with an error of its own"),
    /** The connection ended. */
    CLOSED(false, "service closed the connection"),
    /** A page, a redirect, other words: what answers is no XMPP WebSocket. */
    FOREIGN(
            true,
            "service does not lead to an XMPP WebSocket (RFC 7395) of this domain; it usually ends in"
                    + " /xmpp-websocket"),
    CERTIFICATE(
            true,
            "service has a certificate that is expired, for another name, or of an issuer that this machine"
                    + " does not trust"),
    /** The token of the engine, or one of a person, was not taken. */
    TOKEN(
            true,
            "tokens are refused: appId, audience, domain and the key have to be those of Prosody's app_id,"
                    + " asap_accepted_issuers, asap_accepted_audiences and key server or app_secret"),
    /** It is well, but a setting of it gives away what the engine has to hold. */
    UNSAFE(true, "is not set up safely"),
    /** One request was answered with an error. */
    REFUSED(false, "refused a request");

    private final boolean setting;
    private final String words;

    MeetFault(boolean setting, String words) {
        this.setting = setting;
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether somebody has to change a setting; the others may pass by themselves. */
    boolean isOfSetting() {
        return setting;
    }
}
