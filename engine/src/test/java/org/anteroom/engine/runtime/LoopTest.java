package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways between the front and a session's loop: in order, on the right thread, and nothing is lost. */
class LoopTest {
    private static final int MANY = 10_000;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Context front = vertx.getOrCreateContext();
    private final Loops loops = Loops.beside(vertx, front, 3, meters);
    private final Loop loop = loops.take();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private double defects() {
        return meters.counter("anteroom_loop_defects").count();
    }

    @Test
    void words_areDoneInTheirOrder_andSoAreThoseThatComeBack() {
        List<Integer> there = new CopyOnWriteArrayList<>();
        List<Integer> back = new CopyOnWriteArrayList<>();
        Promise<Void> done = Promise.promise();
        front.runOnContext(ignored -> IntStream.range(0, MANY)
                .forEach(number -> loop.run(() -> {
                    loop.check();
                    there.add(number);
                    loop.onFront(() -> {
                        back.add(number);
                        if (number == MANY - 1) {
                            done.complete();
                        }
                    });
                })));
        await(done.future());
        List<Integer> all = IntStream.range(0, MANY).boxed().toList();
        assertThat(there).isEqualTo(all);
        assertThat(back).isEqualTo(all);
        assertThat(defects()).isZero();
    }

    @Test
    void question_isAnsweredOnTheFront_afterWhatWasToldBefore() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Promise<Thread> answered = Promise.promise();
        Promise<Thread> onFront = Promise.promise();
        front.runOnContext(ignored -> {
            onFront.complete(Thread.currentThread());
            loop.run(() -> loop.onFront(() -> heard.add("told")));
            loop.ask(() -> Future.succeededFuture("answered")).onSuccess(answer -> {
                heard.add(answer);
                answered.complete(Thread.currentThread());
            });
        });
        assertThat(await(answered.future())).isSameAs(await(onFront.future()));
        assertThat(heard).containsExactly("told", "answered");
    }

    @Test
    void loopWithManyQuestionsUnanswered_takesNoMore_untilTheyAre() {
        Promise<Void> held = Promise.promise();
        Promise<Boolean> full = Promise.promise();
        Promise<Boolean> again = Promise.promise();
        front.runOnContext(ignored -> {
            List<Future<Void>> asked = IntStream.range(0, 2 * MANY)
                    .mapToObj(number -> loop.ask(held::future))
                    .toList();
            full.complete(!loop.takesMore());
            Future.join(asked).onComplete(all -> front.runOnContext(later -> again.complete(loop.takesMore())));
        });
        assertThat(await(full.future())).isTrue();
        held.complete();
        assertThat(await(again.future())).isTrue();
    }

    @Test
    void questionThatThrows_isAFailure_andTheNextIsAnswered() {
        Promise<String> answer = Promise.promise();
        front.runOnContext(ignored -> loop.<String>ask(() -> {
                    throw new IllegalStateException("a defect");
                })
                .recover(failure -> loop.ask(() -> Future.succeededFuture(failure.getMessage())))
                .onComplete(answer));
        assertThat(await(answer.future())).isEqualTo("a defect");
        assertThat(defects()).isZero();
    }

    @Test
    void wordThatThrows_isADefect_andTheNextIsDone() {
        Promise<Void> done = Promise.promise();
        front.runOnContext(ignored -> {
            loop.run(() -> {
                throw new IllegalStateException("a defect");
            });
            loop.run(done::complete);
        });
        await(done.future());
        assertThat(defects()).isEqualTo(1);
    }

    @Test
    void loopThatIsTouchedFromElsewhere_isADefect() {
        assertThatThrownBy(loop::check).isInstanceOf(AssertionError.class);
        assertThat(defects()).isEqualTo(1);
        Loop.front().check();
    }

    @Test
    void sessions_areSpreadEvenly_andALoopThatIsLeftIsTakenNext() {
        List<Loop> taken = Stream.concat(
                        Stream.of(loop), Stream.generate(loops::take).limit(5))
                .toList();
        assertThat(taken.stream().collect(Collectors.groupingBy(one -> one, Collectors.counting())))
                .hasSize(3)
                .allSatisfy((one, sessions) -> assertThat(sessions).isEqualTo(2));
        loops.give(loop);
        assertThat(loops.take()).isSameAs(loop);
    }
}
