package io.podspan.routecollector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeFeedTest {
  private static final Step CHANGE = new Step.Change("a route");

  /** Of both programs: a word is a change, other lines are not understood. */
  private static final LineReader LINES =
      line -> line.matches("[a-z]+") ? CHANGE : new Step.Gap("not understood");

  private final NodeFeed feed = new NodeFeed(LINES, LINES);

  private Step beats(int number) {
    Step last = Step.BEAT;
    for (int i = 0; i < number; i++) {
      last = feed.kernel(".");
    }
    return last;
  }

  private void readWhole() {
    feed.read(feed.reading(), true);
  }

  private void begun() {
    beats(2);
    readWhole();
    assertThat(feed.follows()).isTrue();
  }

  @Test
  void followsOnceAllWasReadAfterTheProgramsHadBegun() {
    readWhole();
    assertThat(beats(1)).isEqualTo(Step.BEAT);
    assertThat(feed.follows()).isFalse();
    assertThat(beats(1)).isInstanceOf(Step.Gap.class);
    assertThat(feed.follows()).isFalse();
    readWhole();
    assertThat(feed.follows()).isTrue();
  }

  @Test
  void aReadThatBeganBeforeTheProgramsDidNotSeeWhatTheyMissed() {
    long early = feed.reading();
    beats(2);
    feed.read(early, true);
    assertThat(feed.follows()).isFalse();
  }

  @Test
  void tellsChangesOfBothPrograms() {
    begun();
    assertThat(feed.router("rib")).isEqualTo(CHANGE);
    assertThat(feed.kernel("route")).isEqualTo(CHANGE);
    assertThat(feed.follows()).as("what has changed is known to have changed").isTrue();
  }

  @Test
  void tellsChangesBeforeItFollows() {
    assertThat(feed.router("rib")).isEqualTo(CHANGE);
  }

  @Test
  void aLineThatIsNotUnderstoodEndsTheFollowingUntilAllWasReadAgain() {
    begun();
    long before = feed.reading();
    assertThat(feed.router("[{\"nlri\"")).isInstanceOf(Step.Gap.class);
    assertThat(feed.follows()).isFalse();
    feed.read(before, true);
    assertThat(feed.follows()).as("it began before the gap").isFalse();
    readWhole();
    assertThat(feed.follows()).isTrue();
  }

  @Test
  void aGapDuringTheReadIsNotClosedByIt() {
    begun();
    feed.kernel("?");
    long since = feed.reading();
    feed.kernel("?");
    feed.read(since, true);
    assertThat(feed.follows()).isFalse();
  }

  @Test
  void aReadThatLeftSomethingUnreadIsAskedForAgainAfterFiveSeconds() {
    begun();
    feed.router("rib");
    feed.read(feed.reading(), false);
    assertThat(feed.follows()).isFalse();
    assertThat(beatsToTheNextGap()).isEqualTo(5);
    readWhole();
    assertThat(feed.follows()).isTrue();
    assertThat(beats(20)).isEqualTo(Step.BEAT);
  }

  @Test
  void aNodeThatCanNeverBeReadAsAWholeIsReadOnceAMinute() {
    begun();
    for (int wait : new int[] {5, 10, 20, 40, 60, 60}) {
      feed.read(feed.reading(), false);
      assertThat(beatsToTheNextGap()).isEqualTo(wait);
    }
    readWhole();
    feed.read(feed.reading(), false);
    assertThat(beatsToTheNextGap()).as("one was whole").isEqualTo(5);
  }

  private int beatsToTheNextGap() {
    int number = 1;
    while (!(beats(1) instanceof Step.Gap)) {
      number++;
    }
    return number;
  }

  @Test
  void theScriptsLastWordIsKept() {
    assertThat(feed.lastWord()).isEmpty();
    assertThat(feed.router("== lacks gobgp")).isEqualTo(Step.BEAT);
    assertThat(feed.lastWord()).contains("lacks gobgp");
  }
}
