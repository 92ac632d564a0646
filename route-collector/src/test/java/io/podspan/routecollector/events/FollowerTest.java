package io.podspan.routecollector.events;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.Cni;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.feed.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private static final Subject NODE =
      new Subject(
          "paris", Cni.KUBE_ROUTER, new AccessReference("paris", null), "n1", Set.of("192.0.2.1"));

  private final FakeSource source = new FakeSource();
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> looks = new LinkedBlockingQueue<>();

  /** A look ends when it may. */
  private final Semaphore looksMayEnd = new Semaphore(1_000);

  private volatile boolean ours = true;
  private volatile boolean whole = true;

  private final Follower follower =
      new Follower(
          NODE,
          source,
          new Follower.Work() {
            @Override
            public boolean isOurs(String cluster) {
              return ours;
            }

            @Override
            public boolean look(String cluster, String node) {
              looks.add(cluster + "/" + node);
              looksMayEnd.acquireUninterruptibly();
              if (!whole) {
                throw new IllegalStateException("the database is away");
              }
              return true;
            }

            @Override
            public void broken(String cluster) {
              broken.add(cluster);
            }
          },
          Duration.ofSeconds(5),
          pause -> {
            pauses.add(pause);
            Thread.yield();
          });

  @AfterEach
  void end() {
    looksMayEnd.release(1_000);
    follower.end();
  }

  @Test
  void followsOnceTheFirstReadHasEnded() {
    assertThat(follower.state()).isInstanceOf(FeedState.Starting.class);
    source.say(".", ".");
    await().untilAsserted(() -> assertThat(follower.state()).isEqualTo(new FeedState.Following()));
    assertThat(looks).containsOnly("paris/n1");
    assertThat(pauses).as("before its first stream").contains(Duration.ofSeconds(5));
  }

  @Test
  void aChangeIsLookedAt() throws InterruptedException {
    source.say("rib");
    assertThat(looks.take()).isEqualTo("paris/n1");
  }

  @Test
  void aLookThatTakesLongHoldsUpNoLineAndManyChangesAreOneLookMore() throws InterruptedException {
    looksMayEnd.drainPermits();
    source.say("rib");
    looks.take();
    for (int i = 0; i < 100; i++) {
      source.say("rib");
    }
    source.sayAndWait("last");
    assertThat(looks).isEmpty();
    looksMayEnd.release();
    looks.take();
    looksMayEnd.release();
    source.sayAndWait("other");
    looks.take();
    assertThat(looks).as("one for all that came meanwhile, one for the last").isEmpty();
  }

  @Test
  void aStreamThatEndsIsToldOnceAndOpenedAgain() {
    source.say(".", "!API_AWAY", "!API_AWAY", "!FORBIDDEN");
    await().until(() -> source.opened.size() == 4);
    assertThat(broken).containsExactly("paris");
    assertThat(follower.state())
        .isEqualTo(new FeedState.Polled(new FeedEnd(FeedEnd.Why.FORBIDDEN, "so it is")));
    assertThat(follower.polledSince()).isPresent();
    source.say(".", ".");
    await().untilAsserted(() -> assertThat(follower.state()).isEqualTo(new FeedState.Following()));
    assertThat(follower.polledSince()).isEmpty();
  }

  @Test
  void aStreamThatIsNotSureToHoldYetDoesNotHideHowTheLastOneEnded() throws InterruptedException {
    source.say("!API_AWAY");
    await().until(() -> source.opened.size() == 2);
    source.sayAndWait("== lacks gobgp");
    source.sayAndWait(".");
    assertThat(follower.state())
        .isEqualTo(new FeedState.Polled(new FeedEnd(FeedEnd.Why.API_AWAY, "so it is")));
    source.say(".");
    await().untilAsserted(() -> assertThat(follower.state()).isEqualTo(new FeedState.Following()));
  }

  @Test
  void afterAFaultThatEndsItsThreadItIsNotSaidToFollow() {
    source.say(".", ".");
    await().untilAsserted(() -> assertThat(follower.state()).isEqualTo(new FeedState.Following()));
    source.say("?");
    // The fault is its thread's, and not the test's.
    await()
        .dontCatchUncaughtExceptions()
        .untilAsserted(() -> assertThat(broken).containsExactly("paris"));
    assertThat(follower.state())
        .isInstanceOfSatisfying(
            FeedState.Polled.class,
            polled -> assertThat(polled.because().why()).isEqualTo(FeedEnd.Why.BROKEN));
  }

  @Test
  void aNodeThatCanNeverBeFollowedSaysSoFromTheBeginning() {
    source.say("!NOT_OFFERED");
    await()
        .untilAsserted(
            () ->
                assertThat(follower.state())
                    .isEqualTo(
                        new FeedState.Polled(new FeedEnd(FeedEnd.Why.NOT_OFFERED, "so it is"))));
  }

  @Test
  void aLookThatFailsIsNoReadOfTheWhole() throws InterruptedException {
    whole = false;
    source.say(".", ".");
    looks.take();
    source.sayAndWait(".");
    assertThat(follower.state()).isInstanceOf(FeedState.Starting.class);
    whole = true;
    source.say(".", ".", ".", ".", ".", ".");
    await().untilAsserted(() -> assertThat(follower.state()).isEqualTo(new FeedState.Following()));
  }

  @Test
  void withoutItsClusterItOpensNoStream() {
    ours = false;
    source.say("!ENDED");
    await().until(() -> pauses.stream().filter(Duration.ofSeconds(1)::equals).count() > 5);
    assertThat(source.opened).hasSizeLessThanOrEqualTo(1);
    ours = true;
    source.say(".", ".");
    await().untilAsserted(() -> assertThat(follower.state()).isEqualTo(new FeedState.Following()));
  }

  @Test
  void itsEndEndsTheStream() {
    await().until(() -> source.opened.size() == 1);
    follower.end();
    await().untilAsserted(() -> assertThat(source.interrupted).containsExactly(NODE));
    assertThat(broken).isEmpty();
  }
}
