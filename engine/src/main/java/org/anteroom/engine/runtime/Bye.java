package org.anteroom.engine.runtime;

/** Why a connection ends: the code in the frame, and a sentence for the person. */
public enum Bye {
    ENDED("ended", "Today's session has ended."),
    REMOVED("removed", "Your team has ended your part in this session."),
    DENIED("denied", "Your team cannot let you into this session."),
    REPLACED("replaced", "You joined from another device, so this one has stepped out."),
    REVOKED("revoked", "This link was taken back. Your team can send you a new one."),
    EXPIRED("expired", "This link does not open a session any more."),
    DRAINING("draining", "The engine restarts. Your place is kept."),
    PROTOCOL("protocol", "The connection did not keep to the protocol.");

    private final String code;
    private final String detail;

    Bye(String code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public void to(SeatLink link) {
        link.bye(code, detail);
    }
}
