package org.anteroom.engine.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeededChance;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;

/** One session under one seed: people do this and that, things go wrong, and what is promised is checked all along. */
final class Simulation {
    private static final int ACTS = 90;
    private static final long QUIET_MS = 30_000;
    private static final long SETTLED_MS = 12_000;
    /** The alive mark is written so often. */
    private static final long MARKED_MS = 1_000;
    /** Of a longer outage, the grace and the way of coming back taken in, nobody is credited with anything. */
    private static final long BRIDGED_MS_MAX = 100_000;

    private static final List<String> FAULTS = List.of(
            "the engine falls",
            "the store fails",
            "the store is slow",
            "the bridge fails",
            "the bridge is slow",
            "a transport is lost",
            "a forbidden screen",
            "the bridge disobeys",
            "the clock is set");
    private static final List<Role> ROLES = List.of(
            Role.FACILITATOR, Role.COFACILITATOR, Role.PATIENT, Role.PATIENT, Role.PATIENT, Role.FAMILY, Role.OBSERVER);

    private final Stage stage;
    private final Chance chance;
    private final Intents intents;
    private final BridgeRules bridgeRules;
    private final SessionId id;
    private final Map<SeatId, SimulatedDevice> devices = new LinkedHashMap<>();
    private final Map<SeatId, String> names = new LinkedHashMap<>();
    private final List<SimulatedDevice> older = new ArrayList<>();
    private SimulatedEngine engine;
    private Instant aliveUntil;
    private long steps;
    private long bridgeChanges = -1;
    private long newsMs;
    private long outagesMs;
    private boolean longOutage;
    private long clockSetMs = -1;
    private long markedMs;

    /** What one run was. */
    record Report(long steps, long events, Map<Faults.Kind, Long> faults) {}

    Simulation(long seed, Stage stage) {
        this.stage = stage;
        chance = new SeededChance(seed);
        intents = new Intents(stage.random);
        bridgeRules = new BridgeRules(stage);
        id = new SessionId(chance.id(SessionId.PREFIX));
        aliveUntil = stage.time.instant();
        engine = start();
    }

    private SimulatedEngine start() {
        stage.trail(() -> "the engine starts");
        return new SimulatedEngine(id, stage.disk, stage.time, stage.faults, stage.random, chance, aliveUntil);
    }

    Report run() {
        create();
        for (int act = 0; act < ACTS && !stage.truth().state().phase().isOver(); act++) {
            act();
            pass(stage.oneIn(4) ? stage.random.nextInt(6_000) : stage.random.nextInt(400));
        }
        quiet();
        return new Report(steps, stage.truth().state().seq(), stage.faults.counts());
    }

    private void create() {
        Policy policy = new Policy(
                any(Policy.Admission.values()),
                any(Policy.CheckInRule.values()),
                any(Policy.ShareRule.values()),
                any(Policy.ChatRule.values()),
                stage.random.nextBoolean(),
                id.value().hashCode() % 3 != 0,
                any(Policy.Names.values()),
                Policy.Links.ONE_DEVICE,
                id.value().hashCode() % 2 == 0 ? Policy.Video.OFF : Policy.Video.AUTO,
                Policy.E2ee.OFF,
                stage.random.nextInt(30),
                Policy.IdleMinutes.DEFAULT,
                Policy.Attendance.DEFAULT);
        SessionPlan plan = new SessionPlan(
                new Text("title"),
                "group",
                VirtualTime.BEGIN.plusSeconds(300),
                5 + stage.random.nextInt(60),
                4 + stage.random.nextInt(8),
                policy,
                Optional.empty(),
                Grouping.NONE);
        List<Registration.Person> roster = new ArrayList<>();
        for (int i = 0; i < ROLES.size(); i++) {
            roster.add(new Registration.Person(new Text("ref" + i), new Text("Person" + i), ROLES.get(i)));
        }
        ProgramId program = new ProgramId("prg_AAAAAAAAAAAAAAAAAAAAAA");
        CoreEvents.SessionCreated created = new CoreEvents.SessionCreated(program, plan, Optional.empty());
        engine.directory().create(id, Registration.create(created, roster, chance), outcome -> {});
        while (stage.disk.stream(new StreamId(id.value())).isEmpty() && stage.time.step(60_000)) {
            steps++;
        }
        stage.knows(new Truth(id, stage.disk.stream(new StreamId(id.value()))));
        pass(10);
        for (Seat seat : stage.truth().state().seats().values()) {
            names.put(seat.id(), seat.role().word() + names.size());
            devices.put(seat.id(), new SimulatedDevice(stage, seat.id(), names.get(seat.id()) + "a"));
        }
    }

    private void act() {
        int what = stage.random.nextInt(40);
        if (what < FAULTS.size()) {
            stage.trail(() -> "fault: " + FAULTS.get(what));
        }
        switch (what) {
            case 0 -> fall();
            case 1 -> stage.faults.storeFails(stage.random.nextInt(8_000));
            case 2 -> stage.faults.storeIsSlow(stage.random.nextInt(4_000));
            case 3 -> stage.faults.bridgeFails(stage.random.nextInt(6_000));
            case 4 -> stage.faults.bridgeIsSlow(stage.random.nextInt(6_000));
            case 5 -> whileAlive(SimulatedEngine::bridge).ifPresent(FakeBridge::loseOne);
            case 6 -> whileAlive(SimulatedEngine::bridge).ifPresent(FakeBridge::forbiddenScreen);
            case 7 -> whileAlive(SimulatedEngine::bridge).ifPresent(FakeBridge::disobey);
            case 8 -> setClock();
            default -> somebodyActs();
        }
    }

    /**
     * By a little or by much. While no engine runs, a clock that is set forward is time that passed, and one that is set
     * back in a long outage makes that a short one: nobody can know.
     */
    private void setClock() {
        if (!engine.isAlive() && longOutage) {
            return;
        }
        long by = 1_000L + stage.random.nextInt(stage.oneIn(3) ? 300_000 : 3_000);
        stage.faults.count(Faults.Kind.CLOCK_SET);
        clockSetMs = stage.time.nowMs();
        stage.time.setClock(engine.isAlive() && stage.oneIn(2) ? by : -by);
    }

    private <T> Optional<T> whileAlive(java.util.function.Function<SimulatedEngine, T> of) {
        return engine.isAlive() ? Optional.of(of.apply(engine)) : Optional.empty();
    }

    private void somebodyActs() {
        SeatId seat = any(List.copyOf(devices.keySet()));
        SimulatedDevice device = Optional.ofNullable(devices.get(seat)).orElseThrow();
        if (!device.isLinked()) {
            if (engine.isAlive() && !device.isDone()) {
                device.connect(engine);
            }
        } else if (device.isWelcomed()) {
            actConnected(seat, device);
        }
    }

    private void actConnected(SeatId seat, SimulatedDevice device) {
        switch (stage.random.nextInt(24)) {
            case 0, 1 -> {
                stage.faults.count(Faults.Kind.LINK_CUT);
                stage.trail(() -> names.get(seat) + "'s link is cut");
                device.link().ifPresent(SimulatedLink::cut);
            }
            case 2 -> device.link().ifPresent(SimulatedLink::close);
            case 3 -> device.link().ifPresent(link -> link.pause(10_000 + stage.random.nextInt(80_000)));
            case 4 -> takeOver(seat, device);
            case 5, 6 -> device.repeat();
            case 7 -> device.reportHealth();
            default ->
                device.ask(intents.of(
                        stage.truth().state().seat(seat).orElseThrow(),
                        stage.truth().state()));
        }
    }

    /** A second device of the person takes the seat over. */
    private void takeOver(SeatId seat, SimulatedDevice first) {
        if (!engine.isAlive()) {
            return;
        }
        stage.faults.count(Faults.Kind.SECOND_DEVICE);
        older.add(first);
        SimulatedDevice second = new SimulatedDevice(stage, seat, names.get(seat) + (char) ('b' + older.size()));
        devices.put(seat, second);
        second.connect(engine);
    }

    /** The engine goes down, by a crash or for a redeployment, and comes up again. */
    private void fall() {
        if (!engine.isAlive() || !clockIsKnown()) {
            return;
        }
        if (stage.oneIn(3)) {
            stage.faults.count(Faults.Kind.REDEPLOYMENT);
            stage.trail(() -> "the engine drains");
            var unused = engine.directory().drain();
            pass(300);
        } else {
            stage.faults.count(Faults.Kind.CRASH);
        }
        stage.trail(() -> "the engine is gone");
        engine.crash();
        devices.values().forEach(device -> device.link().ifPresent(SimulatedLink::died));
        older.forEach(device -> device.link().ifPresent(SimulatedLink::died));
        long downMs = stage.random.nextInt(stage.oneIn(8) ? 300_000 : 5_000);
        longOutage = downMs > BRIDGED_MS_MAX;
        outagesMs += longOutage ? downMs : 0;
        stage.time.after(downMs, () -> engine = start());
    }

    /**
     * Whether the journal and the alive mark know of the clock's last step: where an engine is gone before they do, nobody
     * can tell what of the difference was time.
     */
    private boolean clockIsKnown() {
        return markedMs > clockSetMs
                && engine.session()
                        .map(session -> session.host().journaledTime().equals(stage.time.instant()))
                        .orElse(false);
    }

    private void markAlive() {
        if (engine.isAlive() && stage.time.nowMs() - markedMs >= MARKED_MS) {
            engine.directory().hereUntil().result().ifPresent(now -> {
                aliveUntil = now;
                markedMs = stage.time.nowMs();
            });
        }
    }

    private void pass(long ms) {
        long until = stage.time.nowMs() + ms;
        while (stage.time.step(until)) {
            steps++;
            stage.throwBroken();
            markAlive();
            boolean news = stage.truth().catchUp();
            newsMs = news ? stage.time.nowMs() : newsMs;
            long changes = engine.bridge().changes();
            if (engine.isAlive() && (news || changes != bridgeChanges)) {
                bridgeChanges = changes;
                engine.session().ifPresent(session -> bridgeRules.check(engine, session));
            }
        }
        engine.session().ifPresent(session -> bridgeRules.check(engine, session));
    }

    /** No more faults: everybody comes back, and nothing may be missing, open or wrong. */
    private void quiet() {
        stage.trail(() -> "quiet");
        stage.faults.calm();
        // Who is taking the seat over just now may be cut off before the engine hears of it, and leave the older device
        // there.
        List<SeatId> leaving = devices.keySet().stream()
                .filter(seat -> older.stream().noneMatch(device -> device.seat().equals(seat) && device.isLinked()))
                .toList();
        Optional<SeatId> absent = stage.oneIn(3) && !leaving.isEmpty() ? Optional.of(any(leaving)) : Optional.empty();
        absent.flatMap(seat -> Optional.ofNullable(devices.get(seat))).ifPresent(device -> {
            device.finish();
            device.link().ifPresent(SimulatedLink::cut);
        });
        while (!engine.isAlive()) {
            pass(1_000);
        }
        long until = stage.time.nowMs() + QUIET_MS;
        while (stage.time.nowMs() < Math.max(until, newsMs + SETTLED_MS)) {
            for (SimulatedDevice device : devices.values()) {
                device.link().ifPresent(SimulatedLink::resume);
                if (!device.isLinked() && !device.isDone() && engine.isAlive() && mayStay(device)) {
                    device.connect(engine);
                }
            }
            pass(1_000);
        }
        BrokenPromise.unless(engine.isAlive(), "the engine did not come back");
        devices.values().forEach(SimulatedDevice::checkNothingMissing);
        devices.forEach(this::checkConnected);
        older.forEach(device -> BrokenPromise.unless(!device.isLinked(), "an older device was not told to go"));
        engine.session().ifPresent(session -> bridgeRules.checkQuiet(engine, session));
        stage.disk.checkFollowed();
        stage.truth().checkAttendance(stage.time.instant(), stage.time.nowMs() - outagesMs);
    }

    private void checkConnected(SeatId seat, SimulatedDevice device) {
        BrokenPromise.unless(
                device.isDone() || !mayStay(device) || device.isWelcomed(), names.get(seat) + " could not come back");
        boolean connected = stage.truth().state().seat(seat).orElseThrow().connected();
        BrokenPromise.unless(
                connected == device.isWelcomed()
                        || stage.truth().state().phase().isOver(),
                names.get(seat) + " is connected, and is not there, or the other way round");
    }

    private boolean mayStay(SimulatedDevice device) {
        Seat seat = stage.truth().state().seat(device.seat()).orElseThrow();
        return !seat.banned()
                && !seat.denied()
                && !stage.truth().state().phase().isOver();
    }

    private <T> T any(List<T> from) {
        return from.get(stage.random.nextInt(from.size()));
    }

    private <T> T any(T[] from) {
        return from[stage.random.nextInt(from.length)];
    }
}
