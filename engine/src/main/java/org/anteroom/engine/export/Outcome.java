package org.anteroom.engine.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/**
 * What one person answered in the forms of one check-in.
 *
 * @param session before which it was; empty where it was without one
 * @param seat of that session
 * @param id of the seat, or of the check-in without a session
 * @param answers of a form at least
 */
public record Outcome(
        Optional<SessionId> session,
        Optional<Seat> seat,
        String id,
        Text ref,
        Instant completedAt,
        FormAnswers answers) {
    /** The names of the columns of {@link #cells}. */
    public static final List<String> HEADER =
            List.of("session", "ref", "completedAt", "phq9Total", "phq9Band", "phq9Item9", "gad7Total", "gad7Band");

    /** The outcomes of a session, in the order of its seats. */
    public static Stream<Outcome> of(SessionState state) {
        return state.seats().values().stream().flatMap(seat -> of(state.id(), seat).stream());
    }

    private static Optional<Outcome> of(SessionId session, Seat seat) {
        return seat.checkIn()
                .filter(said -> !said.answers().isEmpty())
                .map(said -> new Outcome(
                        Optional.of(session),
                        Optional.of(seat),
                        seat.id().value(),
                        seat.ref(),
                        said.completedAt(),
                        said.answers()));
    }

    /** The outcome of a check-in without a session. */
    public static Outcome alone(String checkIn, Text ref, Instant completedAt, FormAnswers answers) {
        return new Outcome(Optional.empty(), Optional.empty(), checkIn, ref, completedAt, answers);
    }

    /** The outcome as programs read it: scores, without the single answers. */
    public Map<String, Object> json() {
        return inSession().with("ref", ref.value()).withAll(scores()).map();
    }

    /** The outcome in a list that says whose they are. */
    public Map<String, Object> ofPerson() {
        return inSession().withAll(scores()).map();
    }

    private Obj inSession() {
        return new Obj().with("session", session.map(SessionId::value));
    }

    private Map<String, Object> scores() {
        return Obj.of("completedAt", Words.time(completedAt))
                .with(
                        "phq9",
                        answers.phq9Score()
                                .map(score -> score(score)
                                        .with("item9", answers.item9())
                                        .map()))
                .with("gad7", answers.gad7Score().map(score -> score(score).map()))
                .map();
    }

    private static Obj score(FormAnswers.Score score) {
        return Obj.of("total", score.total()).with("band", score.band());
    }

    /** The outcome as a row of CSV. */
    public List<String> cells() {
        Optional<FormAnswers.Score> phq9 = answers.phq9Score();
        Optional<FormAnswers.Score> gad7 = answers.gad7Score();
        return List.of(
                session.map(SessionId::value).orElse(""),
                ref.value(),
                Words.time(completedAt),
                total(phq9),
                band(phq9),
                phq9.map(score -> Integer.toString(answers.item9())).orElse(""),
                total(gad7),
                band(gad7));
    }

    private static String total(Optional<FormAnswers.Score> score) {
        return score.map(of -> Integer.toString(of.total())).orElse("");
    }

    private static String band(Optional<FormAnswers.Score> score) {
        return score.map(FormAnswers.Score::band).orElse("");
    }

    @Override
    public String toString() {
        return "Outcome[hidden]";
    }
}
