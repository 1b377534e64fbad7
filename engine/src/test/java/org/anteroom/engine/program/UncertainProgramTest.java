package org.anteroom.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs whose journal commits and fails to say so. */
class UncertainProgramTest {
    private static final ProgramId ID = new ProgramId("prg_AAAAAAAAAAAAAAAAAAAAAA");

    private final UncertainJournal journal = new UncertainJournal();
    private final ProgramRegistry programs = new ProgramRegistry(journal);

    @BeforeEach
    void makeProgram() {
        assertThat(programs.create(ID, new Text("a clinic"), new Crisis("988", "988"), "us", "", "key_1", "first")
                        .succeeded())
                .isTrue();
    }

    /** Two of one Idempotency-Key, both under way before either was made. */
    @Test
    void idOfAnotherRequest_isNotTakenForItsOwn() {
        Text name = new Text("a clinic");
        Crisis crisis = new Crisis("988", "988");
        assertThat(programs.create(ID, name, crisis, "us", "", "key_1", "first").succeeded())
                .isTrue();
        assertThat(programs.create(ID, name, crisis, "us", "other", "key_1", "first")
                        .cause())
                .isInstanceOf(ProgramRegistry.ConflictException.class);
        assertThat(programs.revokeKey(ID, "key_1").succeeded()).isTrue();
        assertThat(programs.create(ID, name, crisis, "us", "", "key_1", "first").cause())
                .isInstanceOf(ProgramRegistry.RevokedException.class);
    }

    @Test
    void keyThatIsDurableAndFailsToSaySo_opens() {
        journal.next(Next.LOSES_ITS_ANSWER);
        assertThat(programs.addKey(ID, "key_2", key("second")).succeeded()).isTrue();
        assertThat(programs.holder("second")).isPresent();
        assertThat(programs.addKey(ID, "key_3", key("third")).succeeded()).isTrue();
    }

    @Test
    void changeWhoseOutcomeNobodyKnows_isTakenInBeforeTheNext() {
        journal.next(Next.LOSES_ITS_ANSWER);
        journal.readsFail(true);
        assertThat(programs.addKey(ID, "key_2", key("second")).failed()).isTrue();
        journal.readsFail(false);
        assertThat(programs.addOrigin(ID, "https://portal.example").failed()).isTrue();
        assertThat(programs.holder("second")).isPresent();
        assertThat(programs.addOrigin(ID, "https://portal.example").succeeded()).isTrue();
    }

    private static ApiKey key(String text) {
        return ApiKey.of(text, Optional.empty(), Scope.ALL);
    }
}
