package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.kubernetes.MeasureOutput.Section;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import io.podspan.probeservice.paths.PathResult.State;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The search for a path's MTU. */
final class MtuOutput {
  private static final Pattern FOUND =
      Pattern.compile("^link (\\d{1,6}) found (\\d{1,6}) told (\\d{1,6})$", Pattern.MULTILINE);

  private MtuOutput() {}

  /**
   * A path whose MTU is smaller than that of the pod's interface is well where a router says so;
   * else larger packets vanish, and what depends on them stalls.
   *
   * @param pod as namespace/name
   */
  static PathResult read(Section section, String pod, IpAddress to) {
    Matcher found = FOUND.matcher(section.said());
    if (found.find()) {
      return found(
          pod,
          to,
          Integer.parseInt(found.group(1)),
          Integer.parseInt(found.group(2)),
          Integer.parseInt(found.group(3)));
    }
    PathResult small = EchoOutput.read(section, pod, to);
    if (small.state() == State.UNREACHED && small.why() != null) {
      return PathResult.unreached(PathKind.MTU, small.why());
    }
    return PathResult.notMeasured(
        PathKind.MTU, MeasureOutput.toolMissing(pod, "a ping that knows -M do (that of iputils)"));
  }

  private static PathResult found(String pod, IpAddress to, int link, int mtu, int told) {
    if (mtu > link) {
      // It was not searched: how far is not known.
      return PathResult.notMeasured(PathKind.MTU, noInterface(pod));
    }
    if (mtu == link) {
      return result(State.REACHED, null, mtu, "as large as the pod's interface allows");
    }
    return told == mtu
        ? result(
            State.REACHED, null, mtu, "smaller than the pod's interface (" + link + "), as is told")
        : result(State.UNREACHED, lost(to, link, mtu), mtu, null);
  }

  private static Why noInterface(String pod) {
    return new Why(
        "interface-mtu-unknown",
        "the MTU of the interface of " + pod + " cannot be read in its /sys/class/net",
        "Measure from a pod that sees it.");
  }

  private static Why lost(IpAddress to, int link, int mtu) {
    return new Why(
        "too-big-lost",
        "packets to "
            + to
            + " of more than "
            + mtu
            + " octets get lost, and nothing says that they"
            + " are too big; the pod's interface allows "
            + link,
        "Let ICMP \"fragmentation needed\" (IPv6: \"packet too big\") pass, or lower the MTU of the"
            + " pods.");
  }

  private static PathResult result(
      State state, @Nullable Why why, int mtu, @Nullable String detail) {
    return new PathResult(PathKind.MTU, state, why, null, mtu, null, detail);
  }
}
