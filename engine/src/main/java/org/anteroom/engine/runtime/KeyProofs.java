package org.anteroom.engine.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.e2ee.KeyRules;

/**
 * What pages say of their public keys, with its signatures checked: the bytes that are signed stand in {@code docs/e2ee.md}.
 * Pages check all of it themselves and need not trust this; it keeps what is plainly wrong out of the journal.
 */
final class KeyProofs {
    private static final String LABEL = "anteroom/e2ee/1 ";

    private KeyProofs() {}

    /** Something of them. */
    interface Said {
        Decision decide(Turn turn);
    }

    /** A device's key, with a signature by it over the seat in its session. */
    record Device(String key, String proof) implements Said {
        @Override
        public Decision decide(Turn turn) {
            Optional<SeatId> seat = turn.caller().seat();
            boolean good = seat.isPresent()
                    && verifies(
                            key,
                            proof,
                            signed("device", turn.state(), seat.get().value()).put(bytes(key)));
            return good ? KeyRules.device(turn, key) : Turn.invalid("/proof: Must be a signature by this key.");
        }
    }

    /** Keys for the stays to come. */
    record Stays(List<SeatKeys.Stay> keys) implements Said {
        @Override
        public Decision decide(Turn turn) {
            Optional<Seat> self = turn.callingSeat();
            Optional<String> device = self.flatMap(seat -> seat.keys().device());
            if (device.isEmpty()) {
                return Turn.conflict("A device comes before its stays.");
            }
            boolean good = keys.stream().allMatch(stay -> isGood(turn.state(), self.get(), device.get(), stay));
            return good
                    ? KeyRules.stays(turn, device.get(), keys)
                    : Turn.invalid("/keys: Each must be a point of P-256, signed by the seat's device.");
        }

        private static boolean isGood(SessionState state, Seat self, String device, SeatKeys.Stay stay) {
            byte[] hpke = bytes(stay.hpke());
            Signed signed =
                    signed("stay", state, self.id().value()).put(stay.id()).put(hpke);
            return P256.isPoint(hpke) && verifies(device, stay.sig(), signed);
        }
    }

    /** Staff's word for the device of another seat. */
    record Vouch(SeatId seat, String key, String sig) implements Said {
        @Override
        public Decision decide(Turn turn) {
            Optional<Seat> self = turn.callingSeat();
            Optional<String> device = self.flatMap(by -> by.keys().device());
            if (device.isEmpty()) {
                return Turn.conflict("Whoever vouches has a device.");
            }
            Signed signed = signed("vouch", turn.state(), seat.value())
                    .put(bytes(key))
                    .put(self.get().id().value())
                    .put(bytes(device.get()));
            return verifies(device.get(), sig, signed)
                    ? KeyRules.vouch(turn, seat, key, device.get(), sig)
                    : Turn.invalid("/sig: Must be a signature by the seat's device.");
        }
    }

    /** The fields of something signed, each behind its length. */
    private static final class Signed {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Signed put(String field) {
            return put(field.getBytes(StandardCharsets.UTF_8));
        }

        Signed put(byte[] field) {
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
            bytes.writeBytes(field);
            return this;
        }
    }

    private static Signed signed(String what, SessionState state, String seat) {
        return new Signed()
                .put(LABEL + what)
                .put(state.program().value())
                .put(state.id().value())
                .put(seat);
    }

    private static boolean verifies(String key, String signature, Signed signed) {
        return P256.verifies(bytes(key), signed.bytes.toByteArray(), bytes(signature));
    }

    /** Nothing for what is not base64url: no key and no signature is that short. */
    private static byte[] bytes(String word) {
        try {
            return Base64.getUrlDecoder().decode(word);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
