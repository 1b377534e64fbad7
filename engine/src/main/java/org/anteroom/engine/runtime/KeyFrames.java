package org.anteroom.engine.runtime;

import java.util.List;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeatId;

/** What pages say to each other of the keys that their media are encrypted with. */
final class KeyFrames {
    private KeyFrames() {}

    private static Obj e2ee(String name, SeatId from) {
        return Obj.of("type", "e2ee").with("name", name).with("from", from.value());
    }

    /** A sender's key, wrapped for one seat. */
    static Frame keys(SeatId from, WrappedKeys keys, WrappedKeys.One to) {
        return Frame.of(e2ee("keys", from)
                .with("place", keys.place().word())
                .with("epoch", keys.epoch())
                .with("kid", keys.kid())
                .with("roster", keys.roster())
                .with(
                        "to",
                        List.of(Obj.of("seat", to.seat().value())
                                .with("enc", to.enc())
                                .with("ct", to.ct())
                                .map()))
                .with("sig", keys.sig()));
    }

    /** Somebody has a key of ours. */
    static Frame have(SeatId from, long kid) {
        return Frame.of(e2ee("have", from).with("kid", kid));
    }

    /** Somebody misses our key of that epoch. */
    static Frame need(SeatId from, long epoch) {
        return Frame.of(e2ee("need", from).with("epoch", epoch));
    }
}
