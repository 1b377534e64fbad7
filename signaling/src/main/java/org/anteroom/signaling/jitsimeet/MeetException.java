package org.anteroom.signaling.jitsimeet;

import java.util.Optional;

/** Something that failed between engine and deployment. The message names the setting; no id, no token, no foreign text. */
final class MeetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final MeetFault fault;
    private final String condition;

    private MeetException(MeetFault fault, String message, String condition) {
        super(message, null, false, false);
        this.fault = fault;
        this.condition = condition;
    }

    static MeetException of(MeetFault fault) {
        return new MeetException(fault, JitsiMeetOptions.SETTING + "." + fault.words(), "");
    }

    /** @param sentence what is wrong, beginning with the key below the setting */
    static MeetException saying(MeetFault fault, String sentence) {
        return new MeetException(fault, JitsiMeetOptions.SETTING + "." + sentence, "");
    }

    /** @param sentence what the deployment lacks */
    static MeetException unsafe(String sentence) {
        return new MeetException(MeetFault.UNSAFE, JitsiMeetOptions.SETTING + ": " + sentence, "");
    }

    /** @param condition the name of the error, of a stanza that was answered with one */
    static MeetException refused(String condition) {
        String known = condition.matches("[a-z-]{1,40}") ? condition : "undefined-condition";
        return new MeetException(
                MeetFault.REFUSED, JitsiMeetOptions.SETTING + ": a request was refused: " + known, known);
    }

    MeetFault fault() {
        return fault;
    }

    /** The name of the error of a refused request; else empty. */
    String condition() {
        return condition;
    }

    /** The fault behind a failed future; what nobody foresaw counts as no answer. */
    static MeetFault of(Throwable failure) {
        return failure instanceof MeetException known ? known.fault : MeetFault.UNREACHABLE;
    }

    /** Whether a request was refused by this error. */
    static boolean isRefusal(Throwable failure, String condition) {
        return Optional.of(failure)
                .filter(MeetException.class::isInstance)
                .map(known -> ((MeetException) known).condition)
                .filter(condition::equals)
                .isPresent();
    }
}
