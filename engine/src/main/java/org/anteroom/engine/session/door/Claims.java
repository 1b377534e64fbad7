package org.anteroom.engine.session.door;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Slice;

/** The devices that ask to take seats over, or asked; in the order of their numbers, which begin at 1 without a gap. */
public record Claims(List<Claim> all) {
    static final Slice<Claims> SLICE = new Slice<>(Claims.class, new Claims(List.of()));

    public Claims {
        all = List.copyOf(all);
    }

    /** The claims of this session; none once it is over. */
    public static Claims of(SessionState state) {
        return state.slice(SLICE);
    }

    /** The claim of this number. */
    public Optional<Claim> find(int number) {
        return number >= 1 && number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty();
    }

    /** Those that wait for an answer of staff. */
    public static List<Claim> waiting(SessionState state, Instant now) {
        return of(state).all().stream()
                .filter(claim -> isWaiting(state, claim, now))
                .toList();
    }

    /** Whether a claim waits for an answer: nobody gave one, and its link opens the seat still. */
    public static boolean isWaiting(SessionState state, Claim claim, Instant now) {
        return claim.isOpen() && isTaken(state, claim.invite(), now);
    }

    /** Whether another device may ask for the seat of this link. */
    static boolean isTaken(SessionState state, InviteId link, Instant now) {
        return state.policy().links() == Policy.Links.READMIT
                && Optional.ofNullable(state.invites().get(link))
                        .filter(invite -> Registration.opens(state, invite, now))
                        .flatMap(invite -> state.seat(invite.seat()))
                        .filter(seat -> !seat.denied())
                        .isPresent();
    }

    Stream<Claim> by(InviteId link) {
        return all.stream().filter(claim -> claim.isOf(link));
    }

    Claims with(Claim claim) {
        return new Claims(Stream.concat(all.stream(), Stream.of(claim)).toList());
    }

    Claims with(int number, UnaryOperator<Claim> change) {
        return new Claims(all.stream()
                .map(claim -> claim.number() == number ? change.apply(claim) : claim)
                .toList());
    }
}
