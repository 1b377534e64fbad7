package org.anteroom.engine.session;

/**
 * Why automatic admission passes a seat over. A seat may be held for several causes at once; staff alone lift them, all
 * together, by admitting the seat or by ending the hold.
 */
public enum Hold {
    /** An answer of the check-in that staff have to talk about first. */
    FORM,
    /** Staff held the seat, sent it back to the waiting room, or removed it. */
    STAFF,
    /** Staff have to see first whether it is this person. */
    IDENTITY,
    /** The person withdrew what they had accepted at check-in: staff have to talk with them first. */
    CONSENT
}
