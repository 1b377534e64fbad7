package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.anteroom.engine.journal.sqlite.JournalFixture.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.anteroom.engine.Patience;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.StreamId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 4: what was acknowledged survives kill -9, in order, once. */
@Tag("slow")
class KilledWriterTest {
    private static final int STREAMS = 3;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 400;

    private static final Pattern FOLLOWED = Pattern.compile("followed (\\d+) (ses_\\d \\d+)\\.");
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("(ses_\\d) (\\d+)\\.");

    @TempDir
    Path path;

    @Test
    void killedInTheMiddle_everythingAcknowledgedIsThereInOrderOnce() throws IOException, InterruptedException {
        Process writer = start(path);
        Map<String, Long> acknowledged = new TreeMap<>();
        List<String> followed = new ArrayList<>();
        long cursor = 0;
        try (BufferedReader lines = writer.inputReader()) {
            int noted = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher acknowledgement = ACKNOWLEDGEMENT.matcher(line);
                if (acknowledgement.matches()) {
                    acknowledged.merge(acknowledgement.group(1), Long.valueOf(acknowledgement.group(2)), Math::max);
                    noted++;
                }
                Matcher follows = FOLLOWED.matcher(line);
                if (follows.matches()) {
                    cursor = Long.parseLong(follows.group(1));
                    followed.add(follows.group(2));
                }
                if (noted == ACKNOWLEDGED_BEFORE_THE_KILL) {
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.toHandle().destroyForcibly();
        }
        assertThat(writer.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).as("128 + SIGKILL").isEqualTo(137);

        try (JournalFixture fixture = JournalFixture.open(path)) {
            JournalFixture.Folded folded = fixture.fold();
            assertThat(folded.quarantined).isEmpty();
            assertThat(folded.missing).isEmpty();
            assertThat(acknowledged).hasSize(STREAMS);
            long entries =
                    folded.streams.values().stream().mapToLong(List::size).sum();
            assertThat(followed).isNotEmpty();
            while (followed.size() < entries) {
                CommittedPage page = await(fixture.journal().follow(cursor, 100));
                page.entries()
                        .forEach(one ->
                                followed.add(one.stream() + " " + one.entry().seq()));
                cursor = page.cursor();
            }
            folded.streams.forEach((stream, bodies) -> assertThat(
                            followed.stream().filter(one -> one.startsWith(stream.value() + " ")))
                    .as("what was followed before and after the kill")
                    .containsExactlyElementsOf(
                            bodies.stream().map(body -> stream + " " + body).toList()));
            acknowledged.forEach((stream, last) -> {
                List<String> bodies = folded.streams.getOrDefault(new StreamId(stream), List.of());
                assertThat(bodies).hasSizeGreaterThanOrEqualTo(last.intValue());
                assertThat(bodies)
                        .isEqualTo(LongStream.rangeClosed(1, bodies.size())
                                .mapToObj(Long::toString)
                                .toList());
                fixture.append(new StreamId(stream), bodies.size() + 1, "after the restart");
            });
        }
    }

    @Test
    void secondEngineOnTheSameFolder_doesNotStartAndSaysSo() throws IOException, InterruptedException {
        Process writer = start(path);
        try (BufferedReader lines = writer.inputReader()) {
            assertThat(lines.readLine()).isNotNull();
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessage("Another engine is running on the data folder " + path
                            + ". Stop it first, or set ANTEROOM_DATA to another folder.");
        } finally {
            writer.toHandle().destroyForcibly();
            assertThat(writer.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        JournalFixture.open(path).close();
    }

    private static Process start(Path path) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The process that is killed: appends to three streams without an end and prints what was acknowledged. */
    static final class Child {
        private Child() {}

        private static void follow(JournalFixture fixture, long cursor) {
            fixture.journal().follow(cursor, 10).onSuccess(page -> {
                page.entries()
                        .forEach(one -> System.out.println("followed " + one.cursor() + " " + one.stream() + " "
                                + one.entry().seq() + "."));
                System.out.flush();
                follow(fixture, page.cursor());
            });
        }

        public static void main(String[] arguments) {
            JournalFixture fixture = JournalFixture.open(Path.of(arguments[0]));
            follow(fixture, 0);
            for (long seq = 1; ; seq++) {
                long current = seq;
                List<Future<Void>> group = new ArrayList<>();
                for (int i = 0; i < STREAMS; i++) {
                    String stream = "ses_" + i;
                    group.add(fixture.journal()
                            .append(new StreamId(stream), entries(current, Long.toString(current)))
                            .onSuccess(ignored -> {
                                System.out.println(stream + " " + current + ".");
                                System.out.flush();
                            }));
                }
                if (await(Future.all(group)).failed() || System.out.checkError()) {
                    System.exit(1);
                }
            }
        }
    }
}
