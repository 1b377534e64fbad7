package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.door.DoorCommands.CheckInNow;
import org.anteroom.engine.session.door.DoorEvents.CheckInCompleted;
import org.junit.jupiter.api.Test;

/** What a check-in prints, in a log or the report of a failure, has no answer of it. */
class PrintedAnswersTest {
    private static final Optional<List<Integer>> PHQ9 = Optional.of(Collections.nCopies(9, 3));
    private static final Optional<List<Integer>> GAD7 = Optional.of(Collections.nCopies(7, 2));
    private static final Text STREET = new Text("214 Alder Street");

    @Test
    void asACommand() {
        CheckInNow command = new CheckInNow(true, STREET, STREET, STREET, PHQ9, GAD7);
        assertThat(command.toString()).isEqualTo("CheckInNow[hidden]");
    }

    @Test
    void asAnEvent_andInTheState() {
        CheckIn checkIn = new CheckIn(Instant.EPOCH, true, STREET, STREET, STREET, PHQ9, GAD7);
        assertThat(new CheckInCompleted(new SeatId("sea_AAAAAAAAAAAAAAAAAAAAAA"), checkIn).toString())
                .doesNotContain("3, 3", "2, 2", "Alder");
        assertThat(checkIn.answers().toString()).doesNotContain("3", "2");
    }
}
