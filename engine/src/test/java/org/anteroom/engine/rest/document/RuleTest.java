package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.AbstractList;
import java.util.concurrent.atomic.AtomicInteger;
import org.anteroom.engine.wire.InvalidException;
import org.junit.jupiter.api.Test;

/** What a rule says of values that have more than one fault, and what it does not look at. */
class RuleTest {
    private static final Document OPEN = Document.openApi();

    private static Rule rule(String shape) {
        return Rule.of(OPEN, OPEN.at("#/components/schemas/" + shape));
    }

    private static InvalidException fault(String shape, JsonObject value) {
        return rule(shape).fault(value, "").orElseThrow();
    }

    @Test
    void listThatIsFarTooLong_isNotLookedInto() {
        AtomicInteger looks = new AtomicInteger();
        JsonArray long80k = new JsonArray(new AbstractList<Object>() {
            @Override
            public Object get(int index) {
                looks.incrementAndGet();
                return 1;
            }

            @Override
            public int size() {
                return 80_000;
            }
        });
        JsonObject admit = new JsonObject().put("name", "admit").put("args", new JsonObject().put("seats", long80k));
        InvalidException fault = fault("Command", admit);
        assertThat(fault.pointer()).isEqualTo("/args/seats");
        assertThat(fault.detail()).isEqualTo("Must have 1 to 64 elements.");
        assertThat(looks).hasValue(0);
    }

    @Test
    void objectWithThousandsOfFields_isRefusedByOneOfThem() {
        JsonObject body = new JsonObject();
        for (int i = 0; i < 5_000; i++) {
            body.put("f" + i, i);
        }
        assertThat(fault("LinkDraft", body).detail()).isEqualTo("Unknown field.");
    }

    @Test
    void command_isJudgedByTheBranchOfItsName() {
        assertThat(fault("Command", new JsonObject()).pointer()).isEqualTo("/name");
        assertThat(fault("Command", new JsonObject().put("name", 7)).detail()).isEqualTo("Must be a text.");
        assertThat(fault("Command", new JsonObject().put("name", "dance")).detail())
                .isEqualTo("There is no such command.");
        JsonObject lock = new JsonObject().put("name", "lock").put("args", new JsonObject());
        assertThat(fault("Command", lock).pointer()).isEqualTo("/args/on");
        assertThat(fault("Command", lock).detail()).isEqualTo("Is missing; it must be true or false.");
    }

    @Test
    void fieldWithAnUnreadableName_isNotRepeated() {
        assertThat(fault("LinkDraft", new JsonObject().put("<script>\u0000", 1)).pointer())
                .isEqualTo("/?");
        assertThat(fault("LinkDraft", new JsonObject().put("a/b~c", 1)).pointer())
                .isEqualTo("/a~1b~0c");
    }
}
