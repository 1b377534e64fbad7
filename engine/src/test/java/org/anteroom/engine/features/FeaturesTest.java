package org.anteroom.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.SessionEvent;
import org.junit.jupiter.api.Test;

/** What features declare is whole: every record is listed once, and is of the kind under which it is listed. */
class FeaturesTest {
    /** The records of the engine that are one of these. */
    private static List<String> records(Class<?> of) {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.anteroom.engine")
                        .stream()
                        .filter(type -> type.isAssignableTo(of) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();
    }

    @Test
    void everyCommand_isListedOnce() {
        assertThat(Features.commands().stream().map(kind -> kind.type().getName()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(records(Command.class));
    }

    @Test
    void everyCommand_isOfTheKindOfItsName() {
        assertThat(Commands.all(Commands.NOBODY)).allSatisfy(command -> {
            CommandKind<?> kind = Features.command(command.name()).orElseThrow();
            assertThat(command.kind()).isSameAs(kind);
            assertThat(kind.type()).isEqualTo(command.getClass());
        });
    }

    @Test
    void everyEvent_isListedOnce() {
        assertThat(Features.events().stream().map(kind -> kind.type().getName()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(records(SessionEvent.class));
    }
}
