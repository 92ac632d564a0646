package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.PingFailure;
import io.podspan.events.reason.PingFailure.IcmpError;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.events.reason.PingFailure.PingError;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.RoundTrip;
import io.podspan.probeservice.measure.SourceAnswer.Pinged;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@link PingScript} printed, of any ping: iputils, BusyBox, inetutils, BSD; in any language.
 * The text comes from a pod and may hold anything: each address that was asked for gets a result
 * and no other one does.
 *
 * <p>Only what ping counted is a result. A ping that may not send, is missing or refuses its
 * options has measured nothing.
 */
final class PingOutput {
  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_ERROR = 120;
  private static final BigDecimal MICROS = BigDecimal.valueOf(1000);
  private static final String NUMBER = "(\\d{1,7}(?:[.,]\\d{1,6})?)";

  /** Some languages put the sign first, some a blank that does not break between. */
  private static final String PER_CENT =
      "(?:\\d{1,3}(?:[.,]\\d+)?[\\s\u00a0\u202f]?%|%\\s?\\d{1,3})";

  /** {@code 3 packets transmitted, 3 received, 0% packet loss}: sent, received, then per cent. */
  private static final Pattern COUNTS =
      Pattern.compile("^\\D*(\\d{1,4})\\D*?[,\uff0c\u060c]\\D*?(\\d{1,4})\\D.*?" + PER_CENT + ".*");

  /** {@code 64 bytes from 10.1.0.2: icmp_seq=1 ttl=62 time=0.41 ms}. */
  private static final Pattern REPLY =
      Pattern.compile(
          "^.*seq=(\\d{1,5})\\b.*?\\b(?:ttl|hlim)=\\d+\\b[^=<]*[=<]\\s?" + NUMBER + ".*");

  private static final Pattern ROUND_TRIP =
      Pattern.compile("^.*min/avg/max\\S* = " + NUMBER + "/" + NUMBER + "/" + NUMBER + ".*");
  private static final Pattern UNREACHABLE =
      Pattern.compile("^From (\\S{1,45}) icmp_seq=\\d+ (.+)$");
  private static final Pattern COMPLAINT = Pattern.compile("^.*\\bping6?: (.+)$");

  /** The system call that failed comes first: the packet was refused on its way out. */
  private static final Pattern NOT_SENT =
      Pattern.compile("^(?:connect|sendto|sendmsg|sending packet): (.+)$");

  private PingOutput() {}

  /**
   * @param count echo requests that were asked for
   */
  static Pinged parse(String output, Collection<IpAddress> asked, int count) {
    Map<String, List<String>> sections = sections(output);
    Map<IpAddress, Ping> pings = new HashMap<>();
    Map<IpAddress, String> unusable = new HashMap<>();
    for (IpAddress address : asked) {
      List<String> lines = sections.get(address.toString());
      if (lines == null) {
        unusable.put(address, firstLine(output));
      } else {
        ping(lines, count)
            .ifPresentOrElse(
                ping -> pings.put(address, ping), () -> unusable.put(address, complaint(lines)));
      }
    }
    return new Pinged(pings, unusable);
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

  /** Empty when nothing was measured. */
  private static Optional<Ping> ping(List<String> lines, int count) {
    Optional<Matcher> counts = first(COUNTS, lines);
    int sent = counts.map(c -> Math.clamp(Integer.parseInt(c.group(1)), 0, count)).orElse(count);
    Map<String, Long> replies = replies(lines);
    int received =
        Math.min(
            sent,
            replies.isEmpty()
                ? counts.map(c -> Integer.parseInt(c.group(2))).orElse(0)
                : replies.size());
    if (received > 0) {
      return first(ROUND_TRIP, lines)
          .flatMap(PingOutput::roundTrip)
          .or(() -> roundTrip(replies.values()))
          .map(roundTrip -> new Ping.Answered(sent, received, roundTrip));
    }
    return failure(lines, counts.isPresent(), sent).map(why -> new Ping.Silent(sent, why));
  }

  private static Optional<Matcher> first(Pattern pattern, List<String> lines) {
    return lines.stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
  }

  /** Microseconds by sequence number: a duplicate is no second reply. */
  private static Map<String, Long> replies(List<String> lines) {
    Map<String, Long> replies = new HashMap<>();
    for (String line : lines) {
      Matcher reply = REPLY.matcher(line);
      if (reply.matches()) {
        replies.putIfAbsent(reply.group(1), micros(reply.group(2)));
      }
    }
    return replies;
  }

  /**
   * Of the round trips of what ping printed, in microseconds; empty where it printed no replies.
   */
  static OptionalLong median(String output) {
    long[] sorted =
        replies(output.lines().filter(line -> line.length() <= LONGEST_LINE).toList())
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(sorted[(sorted.length - 1) / 2]);
  }

  private static Optional<RoundTrip> roundTrip(Collection<Long> micros) {
    return RoundTrip.of(micros.stream().map(m -> new RoundTrip(m, m, m)).toList());
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
    return new BigDecimal(millis.replace(',', '.')).multiply(MICROS).longValue();
  }

  /** Why no reply came, empty when no request went out for a reason that is not the network. */
  private static Optional<PingFailure> failure(List<String> lines, boolean counted, int sent) {
    Optional<Matcher> error = first(UNREACHABLE, lines);
    if (error.isPresent()) {
      return error.map(e -> new IcmpError(bounded(e.group(2)), bounded(e.group(1))));
    }
    Optional<String> notSent =
        lines.stream()
            .map(COMPLAINT::matcher)
            .filter(Matcher::matches)
            .map(complaint -> NOT_SENT.matcher(complaint.group(1)))
            .filter(Matcher::matches)
            .map(call -> call.group(1))
            .findFirst();
    return notSent
        .<PingFailure>map(said -> new PingError(bounded(said)))
        .or(() -> counted && claimsNone(lines) ? Optional.of(new NoReply(sent)) : Optional.empty());
  }

  private static boolean claimsNone(List<String> lines) {
    return first(COUNTS, lines).filter(c -> Integer.parseInt(c.group(2)) == 0).isPresent();
  }

  /** The line in which ping says what it lacks, else the first one. */
  private static String complaint(List<String> lines) {
    return lines.stream()
        .map(COMPLAINT::matcher)
        .filter(Matcher::matches)
        .map(complaint -> complaint.group(1))
        // iputils prints the type of its socket before the error.
        .filter(said -> !said.startsWith("socktype:"))
        .map(PingOutput::bounded)
        .findFirst()
        .orElseGet(() -> firstLine(String.join("\n", lines)));
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
