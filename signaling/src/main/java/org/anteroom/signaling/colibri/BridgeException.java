package org.anteroom.signaling.colibri;

/** A request to a videobridge that failed. The message names the setting and the bridge's number in it, no id, no answer. */
final class BridgeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    BridgeException(int bridge, Fault fault) {
        super(ColibriOptions.SETTING + "[" + bridge + "] " + fault.words(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    /** The fault behind a failed future; what nobody foresaw counts as no answer. */
    static Fault of(Throwable failure) {
        return failure instanceof BridgeException known ? known.fault : Fault.UNREACHABLE;
    }
}
