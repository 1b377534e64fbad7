package org.anteroom.engine.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.InvalidException;
import org.junit.jupiter.api.Test;

/** Pods that a series remembers: what is impossible is refused by name, and people go round without breaking a rule. */
class PodsTest {
    private static List<Text> refs(String... refs) {
        return List.of(refs).stream().map(Text::new).toList();
    }

    private static Grouping.Pod pod(String name, String... refs) {
        return new Grouping.Pod(new Text(name), refs(refs));
    }

    private static Grouping grouping(List<Grouping.Pod> pods, List<List<Text>> keepApart, List<List<Text>> pairWith) {
        return new Grouping(pods, keepApart, pairWith);
    }

    private static void refused(Grouping grouping, String pointer, String one, String other) {
        assertThatThrownBy(() -> Pods.check(grouping, "", ref -> "Name of " + ref.value()))
                .isInstanceOfSatisfying(InvalidException.class, e -> {
                    assertThat(e.pointer()).isEqualTo(pointer);
                    assertThat(e.detail()).contains("Name of " + one, "Name of " + other);
                });
    }

    @Test
    void rulesThatCollide_areRefusedWithTheTwoWhoDo() {
        refused(grouping(List.of(pod("A", "a", "b")), List.of(refs("a", "b")), List.of()), "/keepApart/0", "a", "b");
        refused(
                grouping(List.of(), List.of(refs("x", "y"), refs("a", "c")), List.of(refs("a", "b"), refs("b", "c"))),
                "/keepApart/1",
                "a",
                "c");
        refused(
                grouping(List.of(pod("A", "a"), pod("B", "b")), List.of(), List.of(refs("a", "b"))),
                "/pairWith/0",
                "a",
                "b");
        Pods.check(
                grouping(List.of(pod("A", "a", "b"), pod("B", "c")), List.of(refs("a", "c")), List.of(refs("a", "b"))),
                "",
                Text::value);
    }

    @Test
    void rotation_keepsEverybody_andEveryRule_andBringsPeopleToOthers() {
        Grouping grouping = grouping(
                List.of(pod("A", "a1", "a2", "a3"), pod("B", "b1", "b2", "b3"), pod("C", "c1", "c2", "c3")),
                List.of(refs("a1", "b1"), refs("c2", "a3")),
                List.of(refs("b2", "b3")));
        Pods pods = new Pods(grouping, Pods.Rotation.EACH_SESSION);
        Set<List<List<Text>>> ways = new HashSet<>();
        for (int step = 0; step < 12; step++) {
            Grouping at = pods.rotated(step);
            List<Text> all = new ArrayList<>();
            at.pods().forEach(pod -> all.addAll(pod.refs()));
            assertThat(all).as("step " + step).hasSize(9).doesNotHaveDuplicates();
            Pods.check(at, "", Text::value);
            ways.add(at.pods().stream().map(Grouping.Pod::refs).toList());
        }
        assertThat(pods.rotated(0)).isEqualTo(grouping);
        assertThat(ways).hasSizeGreaterThan(2);
    }

    @Test
    void podsAsTheyAreKept_areThoseThatWereSet() {
        Pods pods = new Pods(
                new Grouping(
                        List.of(pod("A", "a", "b")),
                        List.of(refs("a", "c")),
                        List.of(refs("a", "b")),
                        Optional.of(BreakoutPlan.Latecomers.STAY)),
                Pods.Rotation.WEEKLY);
        assertThat(Pods.kept(pods.json())).isEqualTo(pods);
    }
}
