package org.anteroom.engine.features;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Form;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Shape;
import org.anteroom.engine.wire.CommandReader;
import org.anteroom.engine.wire.Fields;

/** Arguments and commands made of the shapes that features declare. */
public final class Samples {
    private final SeatId about;
    private final boolean whole;

    private Samples(SeatId about, boolean whole) {
        this.about = about;
        this.whole = whole;
    }

    /** One command of each kind that needs this of its caller, about a seat, with no more arguments than it has to have. */
    public static Stream<Command> commands(Need need, SeatId about) {
        return Features.commands().stream().filter(kind -> kind.need() == need).map(kind -> command(kind, about));
    }

    private static Command command(CommandKind<?> kind, SeatId about) {
        Command least = read(kind, least(kind.shape(), about));
        return least.flaw().isEmpty() ? least : read(kind, whole(kind.shape(), about));
    }

    /** The command of these arguments. */
    public static Command read(CommandKind<?> kind, JsonObject args) {
        return CommandReader.read(kind.name(), new Fields(args, ""));
    }

    /** Arguments with nothing that may be left out. */
    public static JsonObject least(Shape<?> shape, SeatId about) {
        return new Samples(about, false).object(shape);
    }

    /** Arguments with every field that there is. */
    public static JsonObject whole(Shape<?> shape, SeatId about) {
        return new Samples(about, true).object(shape);
    }

    private JsonObject object(Shape<?> shape) {
        JsonObject object = new JsonObject();
        for (Field<?> field : shape.fields()) {
            if (whole || field.required()) {
                object.put(field.name(), value(field.form(), 0));
            }
        }
        return object;
    }

    /** A value of this form; two of different numbers differ, where there are two. */
    private Object value(Form form, int number) {
        if (form instanceof Form.Whole range) {
            return (int) Math.min(range.min() + number, range.max());
        }
        if (form instanceof Form.Words) {
            return "word " + number;
        }
        if (form instanceof Form.OneOf choice) {
            return choice.words().get(0);
        }
        if (form instanceof Form.Coded coded) {
            return coded(coded, number);
        }
        if (form instanceof Form.Many many) {
            JsonArray list = new JsonArray();
            for (int i = 0; i < Math.max(1, many.min()); i++) {
                list.add(value(many.of(), i));
            }
            return list;
        }
        if (form instanceof Form.Group group) {
            return object(group.shape());
        }
        return form instanceof Form.Flag ? true : new JsonObject().put("line", "good");
    }

    private String coded(Form.Coded coded, int number) {
        if (!coded.example().startsWith(SeatId.PREFIX)) {
            return coded.example();
        }
        String seat = about.value();
        return number == 0 ? seat : SeatId.PREFIX + (char) ('A' + number) + seat.substring(SeatId.PREFIX.length() + 1);
    }
}
