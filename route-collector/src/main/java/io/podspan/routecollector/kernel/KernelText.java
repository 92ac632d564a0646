package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.KernelRoute.Link;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ip route show} prints as text, of iproute2 and BusyBox: a route per line, its next
 * hops on lines of their own when there are several.
 */
final class KernelText {
  private static final Set<String> KINDS =
      Set.of(
          "unicast",
          "local",
          "broadcast",
          "multicast",
          "anycast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat");

  private final IpFamily family;
  private final List<KernelRoute> routes = new ArrayList<>();
  private int unread;

  /** The route whose next hops follow. */
  private @Nullable Words open;

  private KernelText(IpFamily family) {
    this.family = family;
  }

  /**
   * The routes, and how many lines could not be read.
   *
   * @throws OutputFault when no line is a route
   */
  static Answer<List<KernelRoute>> routes(IpFamily family, String text) throws OutputFault {
    KernelText reader = new KernelText(family);
    text.lines().filter(line -> !line.isBlank()).forEach(reader::line);
    reader.close();
    if (reader.routes.isEmpty() && reader.unread > 0) {
      throw new OutputFault("ip route printed neither JSON nor routes: this ip has no JSON");
    }
    return Answer.of(List.copyOf(reader.routes), KernelOutput.gap(reader.unread));
  }

  private void line(String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    if (words.getFirst().equals("nexthop")) {
      if (open == null) {
        unread++;
      } else {
        open.hops++;
        routes.add(open.with(new Words(open.prefix, open.kind, words), true));
      }
      return;
    }
    close();
    boolean named = KINDS.contains(words.getFirst()) && words.size() > 1;
    String kind = named ? words.getFirst() : "unicast";
    Optional<String> prefix = KernelOutput.prefix(family, words.get(named ? 1 : 0));
    if (prefix.isEmpty()) {
      unread++;
    } else if (!words.contains("tos")) {
      open = new Words(prefix.get(), kind, words);
    }
  }

  /** A route without lines of next hops is its own next hop. */
  private void close() {
    if (open != null && open.hops == 0) {
      routes.add(open.with(open, false));
    }
    open = null;
  }

  /** The words of a line. */
  private static final class Words {
    private final String prefix;
    private final String kind;
    private final List<String> words;
    private int hops;

    Words(String prefix, String kind, List<String> words) {
      this.prefix = prefix;
      this.kind = kind;
      this.words = words;
    }

    KernelRoute with(Words hop, boolean shared) {
      String table = after("table");
      return new KernelRoute(
          prefix,
          hop.gateway(),
          hop.after("dev"),
          kind,
          metric(),
          hop.link(),
          shared,
          after("proto"),
          table == null ? KernelRoute.MAIN : table);
    }

    private @Nullable String gateway() {
      String word = after("via");
      if (word != null && (word.equals("inet6") || word.equals("inet"))) {
        word = after(word);
      }
      return word == null ? null : PrintedAddress.address(word).orElse(null);
    }

    private @Nullable String after(String key) {
      int at = words.indexOf(key);
      return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : null;
    }

    private long metric() {
      String word = after("metric");
      return word != null && word.matches("\\d{1,10}") ? Long.parseLong(word) : 0;
    }

    private Link link() {
      Link link = Link.UP;
      for (String word : words) {
        link = worse(link, word);
      }
      return link;
    }
  }

  /** What this flag makes of a link. */
  static Link worse(Link link, String flag) {
    return switch (flag) {
      case "dead" -> Link.DEAD;
      case "linkdown" -> link == Link.DEAD ? Link.DEAD : Link.NO_CARRIER;
      default -> link;
    };
  }
}
