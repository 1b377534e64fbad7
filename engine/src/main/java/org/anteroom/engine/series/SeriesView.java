package org.anteroom.engine.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.session.house.SessionView;
import org.anteroom.engine.settings.Settings;

/** How series look to programs. */
public final class SeriesView {
    private SeriesView() {}

    /** A series with its people. */
    public static Map<String, Object> series(Series series, Settings settings, Instant now) {
        return listed(series, settings, now)
                .with("roster", people(series.roster()))
                .map();
    }

    /** A series without its people, as lists show it. */
    public static Obj listed(Series series, Settings settings, Instant now) {
        Schedule schedule = series.schedule();
        Policy policy = schedule.policyOver(settings.policy(schedule.kind()));
        List<Map<String, Object>> earlier = earlier(series);
        return planned(
                        Obj.of("id", series.id().value()).with("state", series.isOver(now) ? "ended" : "active"),
                        schedule)
                .with("externalId", schedule.externalId().map(Text::value))
                .with("policy", SessionView.policy(policy))
                .with("breakouts", SessionView.grouping(series.pods().grouping()))
                .with("earlier", Optional.of(earlier).filter(parts -> !parts.isEmpty()))
                .with("endsBefore", series.endedFrom().map(Occurrence::word));
    }

    private static Obj planned(Obj to, Schedule schedule) {
        return to.with("title", schedule.title().value())
                .with("kind", schedule.kind())
                .with("timeZone", schedule.zone().getId())
                .with("startsAt", Occurrence.word(schedule.startsAt()))
                .with("durationMinutes", schedule.durationMinutes())
                .with("recurrence", schedule.recurrence().text())
                .with("capacity", schedule.capacity());
    }

    /** What it was before its last change, where that is for some time on. */
    private static List<Map<String, Object>> earlier(Series series) {
        List<Map<String, Object>> earlier = new ArrayList<>();
        for (int i = 0; i + 1 < series.parts().size(); i++) {
            LocalDateTime until = series.parts().get(i + 1).from();
            earlier.add(planned(
                            Obj.of("before", Occurrence.word(until)),
                            series.parts().get(i).schedule())
                    .map());
        }
        return earlier;
    }

    /** People as a program names them. */
    public static List<Map<String, Object>> people(List<Person> people) {
        return people.stream()
                .map(person -> Obj.of("ref", person.ref().value())
                        .with("name", person.name().value())
                        .with("displayName", person.displayName().map(Text::value))
                        .with("role", person.role().word())
                        .map())
                .toList();
    }

    /** An occurrence that is no session yet. */
    public static Map<String, Object> planned(Occurrence occurrence) {
        return Obj.of("occurrence", occurrence.word())
                .with("startsAt", Words.time(occurrence.startsAt()))
                .with("endsAt", Words.time(occurrence.endsAt()))
                .with("durationMinutes", occurrence.durationMinutes())
                .with("state", "planned")
                .map();
    }
}
