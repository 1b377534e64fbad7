package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command's arguments bent in every way: each is refused with a pointer and a sentence. */
class BadInputTest {
    private static final String SEAT = "sea_AAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER = "sea_BBBBBBBBBBBBBBBBBBBBBB";
    private static final String ROOM = "brk_AAAAAAAAAAAAAAAAAAAAAA";

    /** A command with every argument that it takes, and those of them that may be left out. */
    private record Example(String name, JsonObject args, Set<String> optional) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Example example(String name, String args, String... optional) {
        return new Example(name, new JsonObject(args.replace('\'', '"')), Set.of(optional));
    }

    static Stream<Example> examples() {
        String seat = "{'seat':'" + SEAT + "'}";
        String seats = "{'seats':['" + SEAT + "','" + OTHER + "']}";
        String pair = "[['" + SEAT + "','" + OTHER + "']]";
        return Stream.of(
                example(
                        "checkIn",
                        "{'consent':true,'location':'home','callback':'555','contact':'x','forms':{'phq9':"
                                + "[0,1,2,3,0,1,2,3,0],'gad7':[0,1,2,3,0,1,2]},"
                                + "'consents':[{'consent':'telehealth','version':1,'language':'en'}]}",
                        "forms",
                        "consents"),
                example("withdrawConsent", "{'consent':'telehealth'}"),
                example("knock", "{}"),
                example("stepAway", "{'on':true}"),
                example("leave", "{}"),
                example("admit", seats),
                example("admitAll", "{}"),
                example("deny", "{'seats':['" + SEAT + "'],'reason':'x'}", "reason"),
                example("sendToWaiting", "{'seat':'" + SEAT + "','reason':'x'}", "reason"),
                example("remove", "{'seat':'" + SEAT + "','reason':'x','ban':true}", "reason", "ban"),
                example("messageWaiting", "{'text':'x','seats':['" + SEAT + "']}", "seats"),
                example("start", "{}"),
                example("lock", "{'on':false}"),
                example("extend", "{'minutes':5}"),
                example("end", "{'reason':'x'}", "reason"),
                example("changeRole", "{'seat':'" + SEAT + "','role':'observer'}"),
                example("mute", seat),
                example("stopCamera", seat),
                example("askForLess", seat.replace("}", ",'on':true}")),
                example("declineLess", "{}"),
                example("allow", "{'seat':'" + SEAT + "','what':'chat'}"),
                example("disallow", "{'seat':'" + SEAT + "','what':'camera'}"),
                example("raiseHand", "{'on':true}"),
                example("react", "{'kind':'heart'}"),
                example("requestShare", "{}"),
                example("grantShare", "{'seat':'" + SEAT + "','seconds':60,'takeOver':true}", "seconds", "takeOver"),
                example("denyShare", seat),
                example("revokeShare", seat),
                example("startShare", "{}"),
                example("stopShare", "{}"),
                example(
                        "planBreakouts",
                        "{'mode':'manual','rooms':[{'name':'A','task':'t','seats':['" + SEAT + "'],'limit':3}],"
                                + "'roomCount':1,'seconds':60,'latecomers':'stay','keepApart':" + pair
                                + ",'pairWith':" + pair + "}",
                        "rooms",
                        "roomCount",
                        "seconds",
                        "latecomers",
                        "keepApart",
                        "pairWith"),
                example("openBreakouts", "{}"),
                example("extendBreakouts", "{'seconds':60}"),
                example("closeBreakouts", "{'countdownSeconds':0}", "countdownSeconds"),
                example("assign", "{'seat':'" + SEAT + "','to':'breakout:" + ROOM + "'}"),
                example("goTo", "{'place':'main'}"),
                example("broadcast", "{'text':'x'}"),
                example("askForHelp", "{}"),
                example("answerHelp", "{'breakout':'" + ROOM + "'}"),
                example("chat", "{'to':'place','text':'x'}"),
                example("raiseAlert", "{'note':'x'}", "note"),
                example("acknowledgeAlert", "{'alert':'alr_AAAAAAAAAAAAAAAAAAAAAA'}"),
                example("note", "{'text':'x'}"),
                example("hold", "{'seats':['" + SEAT + "'],'on':true}"),
                example("muteAll", "{}"),
                example("hallway", seats),
                example("returnFromHallway", "{}"),
                example("endDevice", "{'seat':'" + SEAT + "','device':1}"),
                example("answerClaim", "{'claim':1,'allow':true}"),
                example("openPoll", "{'question':'x','options':['a','b'],'anonymous':true}"),
                example("vote", "{'choice':0}"),
                example("closePoll", "{'share':true}"),
                example("reportHealth", "{'summary':{'lossPercent':1.5,'line':'good'}}"));
    }

    private static void isRefused(Example example, JsonObject args, String why) {
        assertThatThrownBy(() -> CommandReader.read(example.name(), new Fields(args, "/args")))
                .as(example.name() + " " + why + " " + args)
                .isInstanceOfSatisfying(InvalidException.class, refused -> {
                    assertThat(refused.pointer()).startsWith("/args");
                    assertThat(refused.detail()).matches("[A-Z].{4,}[.]");
                });
    }

    private static void isRefusedAt(String pointer, String name, String args) {
        JsonObject json = new JsonObject(args.replace('\'', '"'));
        assertThatThrownBy(() -> CommandReader.read(name, new Fields(json, "/args")))
                .as(name + " " + args)
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refused -> assertThat(refused.pointer()).isEqualTo(pointer));
    }

    @Test
    void consents_areNamedByIdVersionAndLanguage() {
        String rest = "'consent':true,'location':'x','callback':'x','contact':'x'}";
        Map.of(
                        "/args/consents/0/version", "{'consent':'telehealth','version':0}",
                        "/args/consents/0/consent", "{'consent':'cns_1','version':1}",
                        "/args/consents/0/language", "{'consent':'telehealth','version':1,'language':'EN_us'}",
                        "/args/consents/0/accepted", "{'consent':'telehealth','version':1,'accepted':true}",
                        "/args/consents/0", "'telehealth'")
                .forEach((pointer, one) -> isRefusedAt(pointer, "checkIn", "{'consents':[" + one + "]," + rest));
        isRefusedAt("/args/consents", "checkIn", "{'consents':{}," + rest);
        isRefusedAt("/args/consent", "withdrawConsent", "{'consent':'video'}");
    }

    @Test
    void roomsThatAreNamed_andTheirNumber_haveToAgree() {
        isRefusedAt(
                "/args/roomCount",
                "planBreakouts",
                "{'mode':'manual','rooms':[{'name':'A'},{'name':'B'}],'roomCount':3}");
        JsonObject alike = new JsonObject("{\"mode\":\"manual\",\"rooms\":[{\"name\":\"A\"}],\"roomCount\":1}");
        assertThat(CommandReader.read("planBreakouts", new Fields(alike, "/args"))
                        .name())
                .isEqualTo("planBreakouts");
    }

    /** Of two flaws always the same one is told. */
    @Test
    void fields_areJudgedInTheirOrder() {
        isRefusedAt("/args/seats", "messageWaiting", "{'text':7,'seats':7}");
        isRefusedAt("/args/rooms", "planBreakouts", "{'mode':7,'rooms':7,'roomCount':99}");
        isRefusedAt("/args/roomCount", "planBreakouts", "{'mode':7,'roomCount':99}");
        isRefusedAt("/args/forms", "checkIn", "{'consent':7,'forms':7}");
    }

    @Test
    void examples_areOfEveryCommand() {
        assertThat(examples()
                        .map(example -> CommandReader.read(
                                        example.name(),
                                        new Fields(example.args().copy(), "/args"))
                                .getClass()))
                .hasSize(Features.commands().size())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void command_isReadByTheNameThatItSays(Example example) {
        Command command =
                CommandReader.read(example.name(), new Fields(example.args().copy(), "/args"));
        assertThat(command.name()).isEqualTo(example.name());
        assertThat(command.flaw()).as("what is wrong with it").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void unknownField_isRefused(Example example) {
        isRefused(example, example.args().copy().put("surprise", 1), "with an unknown field");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void missingField_isRefused_unlessItMayBeLeftOut(Example example) {
        for (String field : example.args().fieldNames()) {
            JsonObject without = example.args().copy();
            without.remove(field);
            if (example.optional().contains(field)) {
                assertThat(CommandReader.read(example.name(), new Fields(without, "/args"))
                                .name())
                        .isEqualTo(example.name());
            } else {
                isRefused(example, without, "without " + field);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void wrongType_isRefused(Example example) {
        for (String field : example.args().fieldNames()) {
            for (Object wrong : wrongFor(example.args().getValue(field))) {
                isRefused(example, example.args().copy().put(field, wrong), "with another " + field);
            }
            isRefused(example, example.args().copy().putNull(field), "with null for " + field);
        }
    }

    private static List<Object> wrongFor(Object right) {
        List<Object> wrong = new ArrayList<>(List.of(new JsonObject().put("deep", new JsonObject())));
        if (!(right instanceof Boolean)) {
            wrong.add(true);
        }
        if (!(right instanceof Number)) {
            wrong.add(17);
        } else {
            wrong.addAll(List.of(1.5, -1, Long.MAX_VALUE, 1_000_000));
        }
        if (right instanceof String word) {
            wrong.addAll(List.of("", "   ", "x".repeat(5000), "tab\u0007", "a\u202eb" + word));
        } else {
            wrong.add("text");
        }
        wrong.add(right instanceof JsonArray ? new JsonArray(Collections.nCopies(65, SEAT)) : new JsonArray());
        if (right instanceof JsonArray) {
            wrong.addAll(List.of(new JsonArray().add(17), new JsonArray().add("nobody"), new JsonArray().addNull()));
        }
        if (right instanceof JsonObject) {
            wrong.set(0, new JsonObject().put("deep", "x".repeat(200)));
        }
        return wrong;
    }

    /** By the declared shapes: the bound itself is taken, and what is one beyond it is refused at its field. */
    @ParameterizedTest
    @MethodSource("examples")
    void whatIsJustBeyondABound_isRefused(Example example) {
        for (Field<?> field :
                Features.command(example.name()).orElseThrow().shape().fields()) {
            JsonObject args = example.args().copy();
            // Those that may be left out are judged by others too.
            example.optional().forEach(args::remove);
            String pointer = "/args/" + field.name();
            for (Object within : within(field.form())) {
                args.put(field.name(), within);
                assertThat(CommandReader.read(example.name(), new Fields(args.copy(), "/args"))
                                .name())
                        .as(pointer + " " + within)
                        .isEqualTo(example.name());
            }
            for (Object beyond : beyond(field.form())) {
                args.put(field.name(), beyond);
                isRefusedAt(pointer, example.name(), args.encode());
            }
        }
    }

    private static List<Object> within(Form form) {
        if (form instanceof Form.Whole whole) {
            return List.of(whole.min(), whole.max());
        }
        return form instanceof Form.Words words ? List.of("x".repeat(words.charsMax())) : List.of();
    }

    private static List<Object> beyond(Form form) {
        if (form instanceof Form.Whole whole) {
            return List.of(whole.min() - 1, whole.max() + 1);
        }
        if (form instanceof Form.Words words) {
            return List.of("x".repeat(words.charsMax() + 1));
        }
        if (form instanceof Form.Many many) {
            JsonArray tooMany = new JsonArray(Collections.nCopies(many.max() + 1, one(many.of())));
            JsonArray tooFew = new JsonArray(Collections.nCopies(Math.max(0, many.min() - 1), one(many.of())));
            return many.min() == 0 ? List.of(tooMany) : List.of(tooMany, tooFew);
        }
        return List.of();
    }

    /** Something of this form. */
    private static Object one(Form form) {
        if (form instanceof Form.Coded coded) {
            return coded.example();
        }
        if (form instanceof Form.Whole whole) {
            return whole.min();
        }
        return form instanceof Form.Words ? "x" : new JsonObject();
    }

    @Test
    void overlongSummary_isRefused() {
        JsonObject big = new JsonObject();
        for (int i = 0; i < 200; i++) {
            big.put("field" + i, "some words here");
        }
        Example example = example("reportHealth", "{'summary':{}}");
        isRefused(example, new JsonObject().put("summary", big), "with too much");
        JsonObject deep = new JsonObject()
                .put("a", new JsonObject().put("b", new JsonObject().put("c", new JsonObject().put("d", 1))));
        isRefused(example, new JsonObject().put("summary", deep), "too deep");
    }

    @Test
    void unknownCommand_isRefused() {
        assertThatThrownBy(() -> CommandReader.read("approve", new Fields(new JsonObject(), "/args")))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void roomOfAPlan_isReadAsStrictly() {
        for (String room : List.of(
                "{}",
                "{'name':''}",
                "{'name':'<b>'}",
                "{'name':'A','limit':0}",
                "{'name':'A','seats':['x']}",
                "{'name':'A','colour':'red'}")) {
            JsonObject args = new JsonObject(("{'mode':'manual','rooms':[" + room + "]}").replace('\'', '"'));
            isRefused(example("planBreakouts", "{}"), args, "with a bad room");
        }
    }
}
