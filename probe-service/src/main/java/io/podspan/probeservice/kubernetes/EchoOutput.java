package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured.PingUnusable;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.kubernetes.MeasureOutput.Section;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.RoundTrip;
import io.podspan.probeservice.measure.SourceAnswer.Pinged;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import io.podspan.probeservice.paths.PathResult.Counts;
import io.podspan.probeservice.paths.PathResult.Rtt;
import io.podspan.probeservice.paths.PathResult.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Echo requests to one address, as ping prints them. */
final class EchoOutput {
  private EchoOutput() {}

  /**
   * @param pod as namespace/name
   */
  static PathResult read(Section section, String pod, IpAddress to) {
    Pinged pinged =
        PingOutput.parse("== " + to + "\n" + section.said(), List.of(to), MeasureScript.COUNT);
    Ping ping = pinged.pings().get(to);
    return switch (ping) {
      case null -> {
        String said = pinged.unusable().getOrDefault(to, "nothing");
        yield PathResult.notMeasured(PathKind.ICMP, unusable(pod, said));
      }
      case Ping.Silent(int sent, var cause) ->
          result(State.UNREACHED, Why.of(cause), new Counts(sent, 0, null));
      case Ping.Answered(int sent, int received, RoundTrip trip) -> {
        long median = PingOutput.median(section.said()).orElse(trip.averageMicros());
        Rtt rtt = new Rtt(trip.minMicros(), median, trip.maxMicros());
        yield result(State.REACHED, null, new Counts(sent, received, rtt));
      }
    };
  }

  /** The cluster is in the answer already. */
  private static Why unusable(String pod, String said) {
    return Why.of(new PingUnusable("-", pod, said));
  }

  private static PathResult result(State state, @Nullable Why why, Counts counts) {
    return new PathResult(PathKind.ICMP, state, why, counts, null, null, null);
  }
}
