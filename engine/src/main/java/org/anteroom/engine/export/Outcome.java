package org.anteroom.engine.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Words;

/**
 * What one person answered in the forms of one check-in.
 *
 * @param checkIn one that has answers of a form at least
 */
public record Outcome(SessionId session, Seat seat, CheckIn checkIn) {
    /** The names of the columns of {@link #cells}. */
    public static final List<String> HEADER =
            List.of("session", "ref", "completedAt", "phq9Total", "phq9Band", "phq9Item9", "gad7Total", "gad7Band");

    /** The outcomes of a session, in the order of its seats. */
    public static Stream<Outcome> of(SessionState state) {
        return state.seats().values().stream()
                .flatMap(seat -> seat.checkIn().stream()
                        .filter(said -> said.phq9().isPresent() || said.gad7().isPresent())
                        .map(said -> new Outcome(state.id(), seat, said)));
    }

    /** The outcome as programs read it: scores, without the single answers. */
    public Map<String, Object> json() {
        return Obj.of("session", session.value())
                .with("ref", seat.ref().value())
                .withAll(scores())
                .map();
    }

    /** The time and the scores, for a list that says whose they are. */
    public Map<String, Object> scores() {
        return Obj.of("completedAt", Words.time(checkIn.completedAt()))
                .with(
                        "phq9",
                        checkIn.phq9Score()
                                .map(score -> score(score)
                                        .with("item9", checkIn.item9())
                                        .map()))
                .with("gad7", checkIn.gad7Score().map(score -> score(score).map()))
                .map();
    }

    private static Obj score(CheckIn.Score score) {
        return Obj.of("total", score.total()).with("band", score.band());
    }

    /** The outcome as a row of CSV. */
    public List<String> cells() {
        Optional<CheckIn.Score> phq9 = checkIn.phq9Score();
        Optional<CheckIn.Score> gad7 = checkIn.gad7Score();
        return List.of(
                session.value(),
                seat.ref().value(),
                Words.time(checkIn.completedAt()),
                total(phq9),
                band(phq9),
                phq9.map(score -> Integer.toString(checkIn.item9())).orElse(""),
                total(gad7),
                band(gad7));
    }

    private static String total(Optional<CheckIn.Score> score) {
        return score.map(of -> Integer.toString(of.total())).orElse("");
    }

    private static String band(Optional<CheckIn.Score> score) {
        return score.map(CheckIn.Score::band).orElse("");
    }

    @Override
    public String toString() {
        return "Outcome[hidden]";
    }
}
