package io.podspan.routecollector.check;

import io.podspan.routecollector.router.PrintedAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel would do with a packet: the answer of {@code ip route get}.
 *
 * @param gateway null when the destination is on a subnet of the node, or the packet goes nowhere
 * @param prefsrc the source address that the node's own packets get
 * @param mtu what the kernel has learned of the way, null when nothing
 * @param line as it was printed
 */
public record Way(
    Outcome outcome,
    @Nullable String gateway,
    @Nullable String device,
    @Nullable String prefsrc,
    @Nullable Integer mtu,
    String line) {

  /** What becomes of the packet. */
  public enum Outcome {
    /** It goes out of an interface. */
    FORWARDED,
    /** The node takes it for its own. */
    LOCAL,
    BLACKHOLE,
    PROHIBIT,
    UNREACHABLE,
    NO_ROUTE,
    /** It is dropped for where it comes from. */
    REVERSE_PATH,
    UNKNOWN;

    /** As the kernel calls the kind of route that drops it, empty when none does. */
    Optional<String> dropping() {
      return switch (this) {
        case BLACKHOLE -> Optional.of("blackhole");
        case PROHIBIT -> Optional.of("prohibit");
        case UNREACHABLE -> Optional.of("unreachable");
        case FORWARDED, LOCAL, NO_ROUTE, REVERSE_PATH, UNKNOWN -> Optional.empty();
      };
    }
  }

  static Way of(Sections.Section section) {
    String line = section.first();
    if (section.exit() != 0) {
      return new Way(refusal(section.text()), null, null, null, null, line);
    }
    List<String> words = Arrays.asList(line.strip().split("\\s+", 64));
    String device = Names.device(after(words, "dev"));
    String via = after(words, "via");
    String gateway = "inet6".equals(via) || "inet".equals(via) ? after(words, via) : via;
    return new Way(
        outcome(words, device),
        address(gateway),
        device,
        address(after(words, "src")),
        number(after(words, "mtu")),
        line);
  }

  /** The same words, understood otherwise. */
  Way as(Outcome other) {
    return new Way(other, gateway, device, prefsrc, mtu, line);
  }

  private static Outcome outcome(List<String> words, @Nullable String device) {
    return switch (words.getFirst()) {
      case "local" -> Outcome.LOCAL;
      case "blackhole" -> Outcome.BLACKHOLE;
      case "prohibit" -> Outcome.PROHIBIT;
      case "unreachable" -> Outcome.UNREACHABLE;
      default -> device == null ? Outcome.UNKNOWN : Outcome.FORWARDED;
    };
  }

  private static Outcome refusal(String text) {
    if (text.contains("Invalid cross-device link")) {
      return Outcome.REVERSE_PATH;
    }
    if (text.contains("Network is unreachable")) {
      return Outcome.NO_ROUTE;
    }
    if (text.contains("Permission denied")) {
      return Outcome.PROHIBIT;
    }
    if (text.contains("No route to host")) {
      return Outcome.UNREACHABLE;
    }
    return text.contains("answers: Invalid argument") ? Outcome.BLACKHOLE : Outcome.UNKNOWN;
  }

  private static @Nullable String after(List<String> words, @Nullable String key) {
    int at = words.indexOf(key);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : null;
  }

  private static @Nullable String address(@Nullable String word) {
    return word == null ? null : PrintedAddress.address(word).orElse(null);
  }

  private static @Nullable Integer number(@Nullable String word) {
    return word != null && word.matches("\\d{1,6}") ? Integer.valueOf(word) : null;
  }
}
