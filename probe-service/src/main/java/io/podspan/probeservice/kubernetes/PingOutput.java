package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.PingFailure;
import io.podspan.events.reason.PingFailure.IcmpError;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.events.reason.PingFailure.NoResult;
import io.podspan.events.reason.PingFailure.PingError;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.RoundTrip;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@link PingScript} printed, of iputils or busybox. The text comes from a pod and may hold
 * anything: each address that was asked for gets a result and no other one does.
 */
final class PingOutput {
  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_ERROR = 120;
  private static final BigDecimal MICROS = BigDecimal.valueOf(1000);

  private static final Pattern COUNTS =
      Pattern.compile("^(\\d{1,4}) packets transmitted, (\\d{1,4}) (?:packets )?received,.*");
  private static final Pattern ROUND_TRIP =
      Pattern.compile(
          "^(?:rtt|round-trip) min/avg/max(?:/mdev)? ="
              + " (\\d{1,7}(?:\\.\\d{1,3})?)/(\\d{1,7}(?:\\.\\d{1,3})?)/(\\d{1,7}(?:\\.\\d{1,3})?).*");
  private static final Pattern UNREACHABLE =
      Pattern.compile("^From (\\S{1,45}) icmp_seq=\\d+ (.+)$");
  private static final Pattern COMPLAINT = Pattern.compile("^ping: (.+)$");

  private PingOutput() {}

  /**
   * @param count echo requests that were asked for
   */
  static Map<IpAddress, Ping> parse(String output, Collection<IpAddress> asked, int count) {
    Map<String, List<String>> sections = sections(output);
    Map<IpAddress, Ping> pings = new HashMap<>();
    for (IpAddress address : asked) {
      List<String> lines = sections.get(address.toString());
      pings.put(
          address,
          lines == null
              ? new Ping.Silent(count, new NoResult(firstLine(output)))
              : ping(lines, count));
    }
    return pings;
  }

  /** By address; of two sections of one address the first holds. */
  private static Map<String, List<String>> sections(String output) {
    Map<String, List<String>> sections = new HashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : (Iterable<String>) output.lines()::iterator) {
      if (line.startsWith("== ")) {
        current = new ArrayList<>();
        sections.putIfAbsent(line.substring(3).strip(), current);
      } else if (line.length() <= LONGEST_LINE) {
        current.add(line);
      }
    }
    return sections;
  }

  private static Ping ping(List<String> lines, int count) {
    int sent = count;
    int received = 0;
    Optional<RoundTrip> roundTrip = Optional.empty();
    for (String line : lines) {
      Matcher counts = COUNTS.matcher(line);
      if (counts.matches()) {
        sent = Math.clamp(Integer.parseInt(counts.group(1)), 0, count);
        received = Math.clamp(Integer.parseInt(counts.group(2)), 0, sent);
      }
      Matcher times = ROUND_TRIP.matcher(line);
      if (times.matches()) {
        roundTrip = roundTrip(times);
      }
    }
    return received > 0 && roundTrip.isPresent()
        ? new Ping.Answered(sent, received, roundTrip.get())
        : new Ping.Silent(sent, failure(lines, sent, received));
  }

  private static Optional<RoundTrip> roundTrip(Matcher times) {
    long min = micros(times.group(1));
    long average = micros(times.group(2));
    long max = micros(times.group(3));
    return min <= average && average <= max
        ? Optional.of(new RoundTrip(min, average, max))
        : Optional.empty();
  }

  private static long micros(String millis) {
    return new BigDecimal(millis).multiply(MICROS).longValue();
  }

  private static PingFailure failure(List<String> lines, int sent, int received) {
    for (String line : lines) {
      Matcher unreachable = UNREACHABLE.matcher(line);
      if (unreachable.matches()) {
        return new IcmpError(bounded(unreachable.group(2)), bounded(unreachable.group(1)));
      }
      Matcher complaint = COMPLAINT.matcher(line);
      if (complaint.matches()) {
        return new PingError(bounded(withoutCall(complaint.group(1))));
      }
    }
    boolean counted = lines.stream().anyMatch(line -> COUNTS.matcher(line).matches());
    if (counted) {
      return received == 0 ? new NoReply(sent) : new NoResult("replies without times");
    }
    return new NoResult(firstLine(String.join("\n", lines)));
  }

  /** Both kinds of ping name the system call first, {@code connect: No route to host}. */
  private static String withoutCall(String complaint) {
    return complaint.replaceFirst("^(connect|sendto|sendmsg): ", "");
  }

  private static String firstLine(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(PingOutput::bounded)
        .orElse("nothing");
  }

  /** One line that can be shown anywhere. */
  static String bounded(String text) {
    String plain = text.replaceAll("\\p{Cntrl}|\\p{Cf}", " ").strip();
    String line = plain.isEmpty() ? "nothing" : plain;
    return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "..." : line;
  }
}
