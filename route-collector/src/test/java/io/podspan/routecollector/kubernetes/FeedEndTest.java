package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedEnd.Why;
import io.podspan.routecollector.feed.NodeFeed;
import io.podspan.routecollector.feed.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedEndTest {
  private final NodeFeed feed = new NodeFeed(_ -> Step.BEAT, _ -> Step.BEAT);

  private FeedEnd end(ExecOutcome outcome) {
    return KubernetesFeedSource.end(feed, outcome);
  }

  @Test
  void anImageWithoutTheProgramsIsNamed() {
    feed.router("== lacks ip of iproute2");
    assertThat(end(new Finished(0, "", "")))
        .isEqualTo(new FeedEnd(Why.NO_TOOL, "the router's image lacks ip of iproute2"));
  }

  @Test
  void aRouterThatDoesNotAnswerIsNamed() {
    feed.router("== gobgp does not answer");
    assertThat(end(new Finished(0, "", "")))
        .isEqualTo(new FeedEnd(Why.ENDED, "gobgp does not answer"));
  }

  @Test
  void aCommandThatEndsSaysItsCode() {
    assertThat(end(new Finished(137, "", "")))
        .isEqualTo(new FeedEnd(Why.ENDED, "the command ended with exit code 137"));
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE,API_AWAY",
    "FORBIDDEN,FORBIDDEN",
    "NO_CONTAINER,NO_POD",
    "TIMEOUT,SILENT",
    "TOO_MUCH_OUTPUT,BROKEN"
  })
  void whatTheServerSaysIsKept(Cause cause, Why why) {
    feed.router("== lacks gobgp");
    assertThat(end(new Failed(cause, "so it is"))).isEqualTo(new FeedEnd(why, "so it is"));
  }
}
