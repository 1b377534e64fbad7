package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Refused;
import org.junit.jupiter.api.Test;

/**
 * Every command with every role in every state, as a table that people read: {@code command-table.md} beside the tests.
 * Where the rules change, the test writes the table anew below {@code target}, to be read and taken over.
 */
class CommandTableTest {
    private static final Path TABLE = Path.of("src/test/resources/org/anteroom/engine/session/command-table.md");
    private static final Path WRITTEN = Path.of("target/command-table.md");

    @Test
    void everyCommand_inEveryRoleAndState_hasTheOutcomeOfTheTable() throws IOException {
        String found = table();
        Files.writeString(WRITTEN, found);
        assertThat(found).as("compare " + WRITTEN + " with " + TABLE).isEqualTo(Files.readString(TABLE));
    }

    @Test
    void theTable_hasEveryCommand() {
        Stage stage = new Stage(Stage.Scene.LIVE);
        assertThat(rows().values().stream()
                        .map(row -> row.apply(stage).getClass())
                        .distinct())
                .hasSize(Features.commands().size());
    }

    @Test
    void everyRefusal_isASentence_andJournalsNothing() {
        for (Stage.Scene scene : Stage.Scene.values()) {
            // Deciding changes nothing: one stage serves every row.
            Stage stage = new Stage(scene);
            for (String caller : Stage.CALLERS) {
                rows().forEach((name, row) -> {
                    if (stage.decide(caller, row.apply(stage)) instanceof Refused refused) {
                        assertThat(refused.detail()).as(name).matches("[A-Z].{8,}[.]");
                    }
                });
            }
        }
    }

    private static String table() {
        StringBuilder text = new StringBuilder();
        text.append("""
                # Every command, role and state

                `ok`: something happens. `same`: accepted, and nothing had to change. Else the code of the refusal. `again`:
                what becomes of the same command, asked once more by the other staff seat right after the facilitator.
                """);
        for (Stage.Scene scene : Stage.Scene.values()) {
            text.append("\n## ").append(scene.words()).append("\n\n| command | ");
            text.append(String.join(" | ", Stage.CALLERS)).append(" | again |\n|");
            text.append(" --- |".repeat(Stage.CALLERS.size() + 2)).append("\n");
            Stage stage = new Stage(scene);
            rows().forEach((name, row) -> text.append(line(stage, scene, name, row)));
        }
        return text.toString();
    }

    private static String line(Stage stage, Stage.Scene scene, String name, Function<Stage, Command> row) {
        List<String> cells = new ArrayList<>(List.of(name));
        Stage.CALLERS.forEach(caller -> cells.add(outcome(stage.decide(caller, row.apply(stage)))));
        Stage changed = new Stage(scene);
        Command command = row.apply(changed);
        changed.ask("facilitator", command);
        cells.add(outcome(changed.decide("cofacilitator", command)));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String outcome(Decision decision) {
        if (decision instanceof Accepted accepted) {
            return accepted.events().isEmpty() ? "same" : "ok";
        }
        return ((Refused) decision).code().word();
    }

    /** The rows: a command each, about somebody whom it suits, and about somebody or something whom it does not. */
    private static Map<String, Function<Stage, Command>> rows() {
        Map<String, Function<Stage, Command>> rows = new LinkedHashMap<>();
        TableRows.door(rows);
        TableRows.session(rows);
        TableRows.screen(rows);
        TableRows.rooms(rows);
        TableRows.words(rows);
        return rows;
    }

    @Test
    void theStage_knowsEveryRole() {
        assertThat(Stage.CALLERS)
                .containsAll(Arrays.stream(Role.values()).map(Role::word).toList());
    }
}
