package org.anteroom.engine.runtime;

import java.util.Optional;

/** Why a connection ends: the code in the frame, and a sentence for the person. */
public enum Bye {
    ENDED("ended", "Today's session has ended."),
    REMOVED("removed", "Your team has ended your part in this session."),
    DENIED("denied", "Your team cannot let you into this session."),
    REPLACED("replaced", "You joined from another device, so this one has stepped out."),
    REVOKED("revoked", "This link was taken back. Your team can send you a new one."),
    EXPIRED("expired", "This link does not open a session any more."),
    SIGNED_OUT("expired", "This device was signed out. Open your link again to come back.", "signed-out"),
    TAKEN_OVER(
            "expired",
            "Your team let another device take your place. If that is not you, call your program.",
            "taken-over"),
    DRAINING("draining", "The engine restarts. Your place is kept."),
    PROTOCOL("protocol", "The connection did not keep to the protocol.");

    private final String code;
    private final String detail;
    private final Optional<String> reason;

    Bye(String code, String detail) {
        this.code = code;
        this.detail = detail;
        reason = Optional.empty();
    }

    Bye(String code, String detail, String reason) {
        this.code = code;
        this.detail = detail;
        this.reason = Optional.of(reason);
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** What tells this one from others of its code, for the page to know what to do. */
    public Optional<String> reason() {
        return reason;
    }

    public void to(SeatLink link) {
        link.bye(this);
    }
}
