package org.anteroom.signaling.colibri;

/** What went wrong between engine and videobridge. */
enum Fault {
    /** No connection: nothing listens there, or no name or route leads there. */
    UNREACHABLE("does not answer"),
    /** No answer within the deadline. */
    SLOW("did not answer in time"),
    /** 5xx. */
    FAILING("answers with an error of its own"),
    /** What answers is no videobridge, or none with the REST interface of Colibri2: a page, a redirect, other JSON. */
    FOREIGN("does not answer like a videobridge with videobridge.apis.rest enabled"),
    /** It has no address for media, as where its machine has none but loopback; it calls itself healthy all the same. */
    NOWHERE("names no address for sound and picture; it needs one that is not loopback"),
    /** 404: the conference is not there. */
    GONE("knows nothing of that conference"),
    /** Another 4xx. */
    REFUSED("refused the request"),
    /** Not asked: it failed too often just before. */
    SPARED("failed several times just now and is left alone for a moment");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether it says something about the bridge, not about one request. */
    boolean isOfBridge() {
        return this == UNREACHABLE || this == SLOW || this == FAILING || this == FOREIGN || this == NOWHERE;
    }
}
