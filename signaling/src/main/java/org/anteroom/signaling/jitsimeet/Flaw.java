package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;

/** What a deployment may lack that the engine cannot do without, each with the setting that mends it. */
enum Flaw {
    NOT_OWNER(
            "the engine's own token does not make it the owner of a room: load Prosody's module token_affiliation on the"
                    + " conference component"),
    EVERYBODY_OWNS("an ordinary person is made owner of a room: set jicofo.conference.enable-auto-owner = false in"
            + " jicofo.conf, and load no module that makes everybody moderator, such as muc_allowners"),
    NO_TOKENS(
            "somebody with a wrongly signed token is let in: set authentication = \"token\" on the virtual host of the"
                    + " domain"),
    ANONYMOUS("somebody without a token is let in: set authentication = \"token\" and allow_empty_token = false on the"
            + " virtual host of the domain"),
    ANY_ROOM(
            "a token for one room opens another: load Prosody's module token_verification on the conference component"),
    NO_IDENTITY(
            "presence does not say whose token it is: load Prosody's module presence_identity on the virtual host of the"
                    + " domain"),
    NO_MODERATION(
            "nobody switches moderation of sound and picture: load Prosody's module av_moderation on the virtual host"
                    + " of the domain, with its component"),
    NO_FOCUS("the focus does not answer or gives no room: start Jicofo, and name its address in focus");

    private final String sentence;

    Flaw(String sentence) {
        this.sentence = sentence;
    }

    MeetException exception() {
        return MeetException.unsafe(sentence);
    }

    /** The failure of what would not have failed without this flaw; a connection that broke says nothing of it. */
    <T> Future<T> of(Throwable failure) {
        MeetFault fault = MeetException.of(failure);
        boolean answered = fault == MeetFault.SLOW || fault == MeetFault.REFUSED;
        return Future.failedFuture(answered ? exception() : failure);
    }
}
