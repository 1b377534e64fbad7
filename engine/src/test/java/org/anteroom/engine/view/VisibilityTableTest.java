package org.anteroom.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.World.Change;
import org.anteroom.engine.session.World.Result;
import org.junit.jupiter.api.Test;

/**
 * What each role in each place sees of each event, as a table that people read: {@code visibility-table.md} beside the
 * tests. Where the rules change, the test writes the table anew below {@code target}, to be read and taken over.
 */
class VisibilityTableTest {
    private static final Path TABLE = Path.of("src/test/resources/org/anteroom/engine/view/visibility-table.md");
    private static final Path WRITTEN = Path.of("target/visibility-table.md");

    /** Events that nobody in a session is told of. */
    private static final Set<String> SILENT = Set.of(
            "session-created",
            "clock-stepped",
            "invite-created",
            "invite-revoked",
            "invite-used",
            "invite-released",
            "seat-claimed",
            "claim-allowed",
            "claim-ended");

    @Test
    void everyEvent_showsEachRoleInEachPlace_whatTheTableSays() throws IOException {
        StringBuilder text = new StringBuilder("""
                # What each role in each place sees of each event

                The fields of the event's data; `nothing`: the event is not sent. The events are about a patient in the main room,
                or about a waiter. Patients, family, interpreters and observers see the same; the test checks that.

                """);
        text.append("| event | ")
                .append(String.join(" | ", VisibilityStage.COLUMNS))
                .append(" |\n|");
        text.append(" --- |".repeat(VisibilityStage.COLUMNS.size() + 1)).append("\n");
        VisibilityStage.rows().forEach((name, row) -> text.append(line(name, row)));
        Files.writeString(WRITTEN, text);
        assertThat(text.toString()).as("compare " + WRITTEN + " with " + TABLE).isEqualTo(Files.readString(TABLE));
    }

    private static String line(String label, Function<VisibilityStage, Result> row) {
        List<String> cells = new ArrayList<>(List.of(label));
        Map<String, Set<String>> byColumn = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            VisibilityStage stage = new VisibilityStage(role);
            Change change = change(row.apply(stage), event(label));
            stage.viewers()
                    .forEach((column, viewer) -> byColumn.computeIfAbsent(column, key -> new LinkedHashSet<>())
                            .add(cell(change, viewer)));
        }
        for (String column : VisibilityStage.COLUMNS) {
            Set<String> seen = byColumn.getOrDefault(column, Set.of());
            assertThat(seen)
                    .as(label + " for " + column + ", the same in each such role")
                    .hasSize(1);
            cells.addAll(seen);
        }
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** The event that a row is about stands before anything else in its label. */
    private static String event(String label) {
        return label.split(" ", 2)[0];
    }

    private static Change change(Result result, String event) {
        return result.changes().stream()
                .filter(change -> change.event().eventName().equals(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + event + " in " + result.names()));
    }

    private static String cell(Change change, SeatId viewer) {
        Optional<Map<String, Object>> data = EventView.of(change.before(), change.after(), change.recorded(), viewer);
        return data.map(fields -> fields.isEmpty() ? "`{}`" : String.join(" ", new TreeSet<>(fields.keySet())))
                .orElse("nothing");
    }

    @Test
    void theTable_hasEveryEvent() {
        Set<String> shown = VisibilityStage.rows().keySet().stream()
                .map(VisibilityTableTest::event)
                .collect(Collectors.toSet());
        shown.addAll(SILENT);
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Features.events().stream().map(EventKind::name).collect(Collectors.toSet()));
    }
}
