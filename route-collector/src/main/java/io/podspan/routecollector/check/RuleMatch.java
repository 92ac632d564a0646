package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a rule of a packet filter takes a packet. What is not known here is a maybe. */
final class RuleMatch {
  private static final Set<String> TARGETS = Set.of("-j", "-g");

  private final FilterRule rule;
  private final Packet packet;
  private final Mark mark;

  private RuleMatch(FilterRule rule, Packet packet, Mark mark) {
    this.rule = rule;
    this.packet = packet;
    this.mark = mark;
  }

  static Match of(FilterRule rule, Packet packet, Mark mark) {
    return new RuleMatch(rule, packet, mark).match();
  }

  /** What follows the target are its own options. */
  private Match match() {
    Match all = Match.YES;
    boolean not = false;
    List<String> words = rule.words();
    for (int i = 0; i < words.size() && !TARGETS.contains(words.get(i)); i++) {
      String word = words.get(i);
      if (word.equals("!")) {
        not = true;
        continue;
      }
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      i += takesValue(word, value) ? 1 : 0;
      Match one = one(word, value);
      all = all.and(not ? one.not() : one);
      not = false;
    }
    return all;
  }

  private static boolean takesValue(String word, String value) {
    return word.startsWith("-") && !value.isEmpty() && !value.startsWith("-") && !value.equals("!");
  }

  private Match one(String word, String value) {
    return switch (word) {
      case "-s" -> address(packet.source(), value);
      case "-d" -> address(packet.destination(), value);
      case "-i" -> device(packet.in(), value);
      case "-o" -> device(packet.out(), value);
      case "-m", "--comment" -> Match.YES;
      case "--mark" -> mark.is(Mark.Bits.of(value));
      case "--ctstate", "--state" -> state(value);
      case "--src-type" -> type(packet.source(), value);
      case "--dst-type" -> type(packet.destination(), value);
      default -> Match.MAYBE;
    };
  }

  private static Match address(@Nullable IpAddress address, String value) {
    Optional<Prefix> prefix = PrintedAddress.prefix(value).flatMap(Prefix::parse);
    return address == null || prefix.isEmpty()
        ? Match.MAYBE
        : Match.of(prefix.get().contains(address));
  }

  private static Match device(@Nullable String device, String value) {
    if (device == null) {
      return Match.MAYBE;
    }
    return Match.of(
        value.endsWith("+")
            ? device.startsWith(value.substring(0, value.length() - 1))
            : device.equals(value));
  }

  /** The packet is the first one. */
  private static Match state(String value) {
    return Match.of(Arrays.asList(value.split(",")).contains("NEW"));
  }

  private Match type(@Nullable IpAddress address, String value) {
    return address == null || !value.equals("LOCAL")
        ? Match.MAYBE
        : Match.of(packet.own().contains(address));
  }
}
