package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name that others read: what the program says, the given name where it is certain, else a neutral word. */
class DisplayNameTest {
    private final World world = new World();

    private String shown(String name, Role role) {
        return DisplayName.of(world.state(), world.seat(world.add(name, role)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ana Lopez                     | Ana
            Ana\u00A0Lopez                | Ana
            Ana\u3000Lopez                | Ana
            Cher                          | Cher
            Lopez, Ana                    | Ana
            Lopez,Ana                     | Ana
            Lopez Garcia, Ana Maria       | Ana
            Lopez, Dr. Ana, MD            | Ana
            LOPEZ, ANA                    | ANA
            Ana Lopez, MD                 | Ana
            Ana Lopez, Jr.                | Ana
            Ana Lopez, LCSW, PhD          | Ana
            LOPEZ Ana                     | Ana
            Dr. Maya Chen                 | Maya
            Dr.Maya Chen                  | Maya
            Prof. Dr. Anna Schmidt        | Anna
            Herr Jonas Weber              | Jonas
            Sra. Carmen Ruiz              | Carmen
            "Annie" Ana Lopez             | Annie
            Anne-Marie Dubois             | Anne-Marie
            J. R. Smith                   | J.
            \u7530\u4E2D \u5065           | \u5065
            \u7530\u4E2D\u3000\u5065      | \u5065
            \uAE40 \uBBFC\uC900           | \uBBFC\uC900
            Nguy\u1EC5n V\u0103n An       | An
            \u0414\u043C\u0438\u0442\u0440\u0438\u0439 \u0418\u0432\u0430\u043D\u043E\u0432 | \u0414\u043C\u0438\u0442\u0440\u0438\u0439
            """)
    void givenName_isFoundByHonestRules(String name, String given) {
        assertThat(shown(name, Role.PATIENT)).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Dr. Lopez
            Dr.Lopez
            Mr Lopez
            Lopez,
            Lopez, MD
            Lopez Jr.
            Lopez Garcia, XYZ
            LI Wei
            de la Cruz Maria
            \u7530\u4E2D\u5065
            \uAE40\uBBFC\uC900
            ana.lopez@example.org
            ana.lopez
            Ana_Lopez
            Dr.
            """)
    void nameWithoutACertainGivenPart_isShownAsANeutralWord(String name) {
        assertThat(shown(name, Role.PATIENT)).isEqualTo("Guest");
        assertThat(shown(name + " ", Role.FACILITATOR)).isEqualTo("Staff");
    }

    @Test
    void displayNameOfTheProgram_winsOverTheName() {
        SeatId seat = new SeatId(SeatId.PREFIX + "AAAAAAAAAAAAAAAAAAAAAA");
        Text shown = new Text("Annie L.");
        var added = new CoreEvents.SeatAdded(
                seat, new Text("r-1"), new Text("Lopez, Ana"), Optional.of(shown), Role.PATIENT, true);
        SessionState with = world.state()
                .evolve(new Recorded(
                        world.state().seq() + 1, world.now(), Actor.PROGRAM, Optional.empty(), Map.of(), added));
        assertThat(DisplayName.of(with, with.seat(seat).orElseThrow())).isEqualTo("Annie L.");
    }

    @Test
    void twoDoctors_areToldApartByTheirGivenNames() {
        SeatId maya = world.staffInside("Dr. Maya Chen", Role.FACILITATOR);
        SeatId omar = world.staffInside("Dr. Omar Haddad", Role.COFACILITATOR);
        assertThat(List.of(maya, omar).stream().map(seat -> DisplayName.of(world.state(), world.seat(seat))))
                .containsExactly("Maya", "Omar");
    }
}
