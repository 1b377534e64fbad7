package org.anteroom.engine.session.house;

import static org.anteroom.engine.session.Words.time;
import static org.anteroom.engine.session.Words.word;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** How the session itself looks: whole to staff and programs, and to others as much as they need. */
public final class SessionView {
    private SessionView() {}

    /** The session as programs and staff see it. */
    public static Map<String, Object> session(SessionState state) {
        return plan(state)
                .with("capacity", state.plan().capacity())
                .with("locked", state.locked())
                .with("startedAt", state.startedAt().map(Words::time))
                .with("endedAt", state.endedAt().map(Words::time))
                .with("externalId", state.plan().externalId().map(Text::value))
                .with("policy", policy(state.policy()))
                .with("breakouts", grouping(state.plan().breakouts()))
                .with("series", state.plan().series().map(of -> of.series().value()))
                .with("occurrence", state.plan().series().map(OfSeries::occurrence))
                .map();
    }

    /** Groups for breakouts, where there are any. */
    public static Optional<Map<String, Object>> grouping(Grouping grouping) {
        if (grouping.equals(Grouping.NONE)) {
            return Optional.empty();
        }
        List<Map<String, Object>> pods = grouping.pods().stream()
                .map(pod -> Obj.of("name", pod.name().value())
                        .with("refs", words(pod.refs()))
                        .map())
                .toList();
        return Optional.of(Obj.of("pods", pods)
                .with(
                        "keepApart",
                        grouping.keepApart().stream().map(SessionView::words).toList())
                .with(
                        "pairWith",
                        grouping.pairWith().stream().map(SessionView::words).toList())
                .with("latecomers", grouping.latecomers().map(Words::word))
                .map());
    }

    private static List<String> words(List<Text> texts) {
        return texts.stream().map(Text::value).toList();
    }

    private static Obj plan(SessionState state) {
        return Obj.of("id", state.id().value())
                .with("title", state.plan().title().value())
                .with("kind", state.plan().kind())
                .with("state", state.phase().word())
                .with("startsAt", time(state.plan().startsAt()))
                .with("endsAt", time(state.endsAt()))
                .with("hardEndsAt", time(state.hardEndsAt()))
                .with("durationMinutes", state.plan().durationMinutes())
                .with("e2ee", e2ee(state));
    }

    /** Said to everybody before they come in, since a browser may be unable to; left out where media are not encrypted. */
    private static Optional<String> e2ee(SessionState state) {
        return Optional.of(state.policy().e2ee())
                .filter(rule -> rule != Policy.E2ee.OFF)
                .map(rule -> word(rule));
    }

    /** The session as this seat sees it: waiters and those away learn its title and planned times alone. */
    public static Map<String, Object> session(SessionState state, Seat viewer) {
        if (SeatView.seesAll(viewer)) {
            return session(state);
        }
        if (viewer.isInside()) {
            return plan(state)
                    .with("locked", state.locked())
                    .with("startedAt", state.startedAt().map(Words::time))
                    .with("policy", policy(state.policy()))
                    .map();
        }
        return Obj.of("id", state.id().value())
                .with("title", state.plan().title().value())
                .with("startsAt", time(state.plan().startsAt()))
                .with("endsAt", time(state.endsAt()))
                .with("e2ee", e2ee(state))
                .map();
    }

    /** The policy as frames and REST write it. */
    public static Map<String, Object> policy(Policy policy) {
        return Obj.of("admission", word(policy.admission()))
                .with("checkIn", word(policy.checkIn()))
                .with("share", word(policy.share()))
                .with("chat", word(policy.chat()))
                .with("privateChat", policy.privateChat())
                .with("reactions", policy.reactions())
                .with("names", word(policy.names()))
                .with("links", word(policy.links()))
                .with("video", word(policy.video()))
                .with("e2ee", word(policy.e2ee()))
                .with("overrunMinutes", policy.overrunMinutes())
                .with(
                        "idleMinutes",
                        Obj.of("staff", policy.idleMinutes().staff())
                                .with("patients", policy.idleMinutes().patients())
                                .map())
                .with(
                        "attendance",
                        Obj.of("graceSeconds", policy.attendance().graceSeconds())
                                .with("lateAfterSeconds", policy.attendance().lateAfterSeconds())
                                .with("creditPercent", policy.attendance().creditPercent())
                                .with("hallwayCounts", policy.attendance().hallwayCounts())
                                .map())
                .map();
    }
}
