package org.anteroom.engine.series;

import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.anteroom.engine.session.BreakoutPlan.Latecomers;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/**
 * The pods of a series: groups for breakouts, who is kept apart, who belongs together, and how the groups change from time to
 * time. Pure.
 *
 * @param rotation when people go on to other pods
 */
public record Pods(Grouping grouping, Rotation rotation) {
    private static final List<String> GROUPS = List.of("pods", "keepApart", "pairWith");

    /** When people go on to other pods. */
    public enum Rotation {
        NONE,
        EACH_SESSION,
        WEEKLY
    }

    /** Pods as a program writes them, or as they were kept. */
    public static Pods read(Fields body, JsonObject json, String pointer) {
        JsonObject groups = new JsonObject();
        GROUPS.stream().filter(json::containsKey).forEach(field -> groups.put(field, json.getValue(field)));
        GROUPS.forEach(body::known);
        Grouping read = SessionReader.grouping(new Fields(groups, pointer));
        Rotation rotation = body.word("rotation", Rotation.class, Rotation.NONE);
        Optional<Latecomers> latecomers =
                body.has("latecomers") ? Optional.of(body.word("latecomers", Latecomers.class)) : Optional.empty();
        body.done();
        return new Pods(new Grouping(read.pods(), read.keepApart(), read.pairWith(), latecomers), rotation);
    }

    static Pods kept(JsonObject json) {
        return read(new Fields(json, ""), json, "");
    }

    /**
     * Refuses rules that no breakouts can keep.
     *
     * @param name what a person is called in a refusal, by ref
     * @throws InvalidException with the two who collide
     */
    public static void check(Grouping grouping, String pointer, Function<Text, String> name) {
        List<Set<Text>> together = together(grouping);
        for (int i = 0; i < grouping.keepApart().size(); i++) {
            List<Text> apart = grouping.keepApart().get(i);
            for (Set<Text> cluster : together) {
                refuse(
                        apart,
                        cluster,
                        pointer + "/keepApart/" + i,
                        name,
                        "are kept apart and belong together at once.");
            }
            for (Grouping.Pod pod : grouping.pods()) {
                refuse(apart, pod.refs(), pointer + "/keepApart/" + i, name, "are kept apart and stand in one pod.");
            }
        }
        for (int i = 0; i < grouping.pairWith().size(); i++) {
            refuseTwoPods(grouping, grouping.pairWith().get(i), pointer + "/pairWith/" + i, name);
        }
    }

    private static void refuse(
            List<Text> rule, Collection<Text> group, String pointer, Function<Text, String> name, String why) {
        List<Text> both =
                rule.stream().filter(group::contains).distinct().limit(2).toList();
        if (both.size() == 2) {
            throw new InvalidException(
                    pointer, name.apply(both.get(0)) + " and " + name.apply(both.get(1)) + " " + why);
        }
    }

    private static void refuseTwoPods(Grouping grouping, List<Text> pair, String pointer, Function<Text, String> name) {
        Map<Integer, Text> byPod = new HashMap<>();
        for (Text ref : pair) {
            pod(grouping.pods(), ref).ifPresent(pod -> byPod.putIfAbsent(pod, ref));
        }
        if (byPod.size() > 1) {
            List<Text> two = byPod.values().stream().limit(2).toList();
            throw new InvalidException(
                    pointer,
                    name.apply(two.get(0)) + " and " + name.apply(two.get(1))
                            + " belong together and stand in two pods.");
        }
    }

    private static Optional<Integer> pod(List<Grouping.Pod> pods, Text ref) {
        return IntStream.range(0, pods.size())
                .filter(i -> pods.get(i).refs().contains(ref))
                .boxed()
                .findFirst();
    }

    /** Who belongs together, across rules that name the same person. */
    private static List<Set<Text>> together(Grouping grouping) {
        List<Set<Text>> clusters = new ArrayList<>();
        for (List<Text> pair : grouping.pairWith()) {
            Set<Text> merged = new LinkedHashSet<>(pair);
            clusters.removeIf(cluster -> {
                boolean joins = cluster.stream().anyMatch(merged::contains);
                if (joins) {
                    merged.addAll(cluster);
                }
                return joins;
            });
            clusters.add(merged);
        }
        return clusters;
    }

    /** The groups of one occurrence: as they are, or as many steps on as it is sessions or weeks from the first. */
    Grouping at(Series series, Occurrence occurrence) {
        return switch (rotation) {
            case NONE -> grouping;
            case EACH_SESSION -> rotated(series.rank(occurrence.key()));
            case WEEKLY ->
                rotated(ChronoUnit.WEEKS.between(
                        monday(series.firstKey().toLocalDate()),
                        monday(occurrence.key().toLocalDate())));
        };
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /**
     * The groups some steps on. With each step the first of a pod stay, the second go on by one pod, the third by two, so that
     * people meet others each time; those who belong together go together, and nobody comes to whom they are kept apart from.
     * Where a step would leave somebody nowhere to go, all stay in the pods that they were given.
     */
    Grouping rotated(long steps) {
        List<Grouping.Pod> pods = grouping.pods();
        List<List<Text>> dealt = new ArrayList<>();
        pods.forEach(pod -> dealt.add(new ArrayList<>()));
        List<Set<Text>> together = together(grouping);
        Set<Text> placed = new LinkedHashSet<>();
        for (int p = 0; p < pods.size(); p++) {
            List<Text> refs = pods.get(p).refs();
            for (int j = 0; j < refs.size(); j++) {
                Text ref = refs.get(j);
                if (placed.contains(ref)) {
                    continue;
                }
                List<Text> unit = unit(ref, refs, together);
                int wanted = (int) Math.floorMod(p + steps * j, (long) pods.size());
                Optional<Integer> room = free(dealt, unit, wanted);
                if (room.isEmpty()) {
                    return grouping;
                }
                dealt.get(room.get()).addAll(unit);
                placed.addAll(unit);
            }
        }
        List<Grouping.Pod> moved = IntStream.range(0, pods.size())
                .mapToObj(i -> new Grouping.Pod(pods.get(i).name(), dealt.get(i)))
                .toList();
        return new Grouping(moved, grouping.keepApart(), grouping.pairWith(), grouping.latecomers());
    }

    private static List<Text> unit(Text ref, List<Text> refs, List<Set<Text>> together) {
        return together.stream()
                .filter(cluster -> cluster.contains(ref))
                .findFirst()
                .map(cluster -> refs.stream().filter(cluster::contains).toList())
                .orElse(List.of(ref));
    }

    private Optional<Integer> free(List<List<Text>> dealt, List<Text> unit, int wanted) {
        return IntStream.range(0, dealt.size())
                .map(i -> (wanted + i) % dealt.size())
                .filter(i -> grouping.keepApart().stream()
                        .noneMatch(apart -> unit.stream().anyMatch(apart::contains)
                                && dealt.get(i).stream().anyMatch(apart::contains)))
                .boxed()
                .findFirst();
    }

    /** Pods as they are kept and shown: each field. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        JsonObject groups = new JsonObject(groups());
        GROUPS.forEach(field -> json.put(field, groups.getValue(field)));
        grouping.latecomers().ifPresent(word -> json.put("latecomers", Words.word(word)));
        return json.put("rotation", Words.word(rotation));
    }

    private Map<String, Object> groups() {
        List<Map<String, Object>> pods = grouping.pods().stream()
                .map(pod -> Map.<String, Object>of("name", pod.name().value(), "refs", words(pod.refs())))
                .toList();
        return Map.of(
                "pods",
                pods,
                "keepApart",
                grouping.keepApart().stream().map(Pods::words).toList(),
                "pairWith",
                grouping.pairWith().stream().map(Pods::words).toList());
    }

    private static List<String> words(List<Text> refs) {
        return refs.stream().map(Text::value).toList();
    }
}
