package io.podspan.routecollector.check;

import io.podspan.addresses.IpFamily;
import io.podspan.events.check.Require;
import io.podspan.routecollector.kernel.KernelTable;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeLinks;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node printed. What lacks here is in {@code unknown}.
 *
 * @param clock the node's, in seconds since 1970
 * @param route the way of the node's own packets
 * @param in the interface that packets from the asked source come in by, null when none was asked
 * @param from the way of these packets
 * @param covers the routes of all tables that the destination is in
 * @param links its interfaces with their addresses
 * @param macs the hardware addresses of its interfaces; empty when they are not known
 * @param filters the packet filters, by their program
 * @param filtered how many packets the reverse path filter dropped in the meantime
 * @param unsigned how many segments were dropped in the meantime for their TCP MD5 signature, or
 *     for the lack of one
 * @param answers whether the destination answered the node's own ping
 * @param hopAnswers whether the next hop did
 * @param settings of the kernel, by their path below /proc/sys/net
 */
record Evidence(
    OptionalLong clock,
    @Nullable Way route,
    @Nullable String in,
    @Nullable Way from,
    List<KernelRoute> covers,
    @Nullable List<NodeLinks.Link> links,
    List<String> macs,
    Map<String, FilterTable> filters,
    OptionalLong filtered,
    long unsigned,
    Optional<Boolean> answers,
    Optional<Boolean> hopAnswers,
    @Nullable Neighbour neighbour,
    Map<String, Integer> settings,
    List<Unknown> unknown) {
  private static final Pattern SETTING = Pattern.compile("([-.@:_/a-zA-Z0-9]{1,100}):(\\d{1,9})");
  private static final Pattern RECEIVED =
      Pattern.compile("(\\d{1,9})(?: packets)? received, .*", Pattern.DOTALL);
  private static final String FILTERED = "IPReversePathFilter";
  private static final List<String> SIGNATURES =
      List.of("TCPMD5NotFound", "TCPMD5Unexpected", "TCPMD5Failure");
  private static final int MOST_COVERS = 100;
  private static final String SOURCE = "the kernel's route for packets from the source";

  static Evidence of(Asked asked, String text) {
    return new Reader(asked.destination().family(), Sections.of(text), asked.behind() != null)
        .read();
  }

  /** The way that packets take: of those from the source that was asked, else the node's own. */
  @Nullable Way way() {
    return from == null || from.outcome() == Way.Outcome.UNKNOWN ? route : from;
  }

  /** One run through the sections. */
  private record Reader(IpFamily family, Sections sections, boolean source, List<Unknown> unknown) {
    Reader(IpFamily family, Sections sections, boolean source) {
      this(family, sections, source, new ArrayList<>());
    }

    Evidence read() {
      Sections.Section in = sections.of("in", 0);
      Way route = way("route", "the kernel's route");
      String came = in == null ? null : Names.device(in.first());
      Map<String, Integer> settings = settings();
      List<KernelRoute> covers = covers();
      Way from = source ? from(route, came, settings, covers) : null;
      return new Evidence(
          clock(),
          route,
          came,
          from,
          covers,
          links(),
          HardwareAddresses.of(sections.of("addresses", 0)),
          filters(),
          filtered(),
          unsigned(),
          pinged("ping"),
          pinged("hop"),
          neighbour(route),
          settings,
          List.copyOf(unknown));
    }

    /** Newer kernels give one and the same error for all that they do not pass on. */
    private @Nullable Way from(
        @Nullable Way route,
        @Nullable String in,
        Map<String, Integer> settings,
        List<KernelRoute> covers) {
      Way from = way("from", SOURCE);
      if (from == null || clear(from, route, covers)) {
        return from;
      }
      if (in != null && strict(settings, in) && backElsewhere(in)) {
        return from.as(Way.Outcome.REVERSE_PATH);
      }
      unknown.add(new Unknown(SOURCE, "the kernel passes it not on, and does not say why"));
      return from.as(Way.Outcome.UNKNOWN);
    }

    private static boolean clear(Way from, @Nullable Way route, List<KernelRoute> covers) {
      return from.outcome() != Way.Outcome.BLACKHOLE
          || route == null
          || route.outcome() == Way.Outcome.BLACKHOLE
          || covers.stream().anyMatch(c -> c.kind().equals("blackhole"));
    }

    private static boolean strict(Map<String, Integer> settings, String in) {
      int all = settings.getOrDefault("ipv4/conf/all/rp_filter", 0);
      return Math.max(all, settings.getOrDefault("ipv4/conf/" + in + "/rp_filter", 0)) == 1;
    }

    private boolean backElsewhere(String in) {
      Sections.Section back = sections.of("back", 0);
      return back == null || !in.equals(Way.of(back).device());
    }

    private OptionalLong clock() {
      Sections.Section clock = sections.of("clock", 0);
      if (clock != null && clock.first().matches("\\d{1,12}")) {
        return OptionalLong.of(Long.parseLong(clock.first()));
      }
      return unread("the clock", OptionalLong.empty());
    }

    private @Nullable Way way(String name, String what) {
      Sections.Section section = sections.all().get(name);
      if (section == null) {
        unread(what, "");
        return null;
      }
      Way way = Way.of(section);
      if (way.outcome() == Way.Outcome.UNKNOWN) {
        unknown.add(new Unknown(what, "ip route get printed: " + Require.cut(way.line())));
      }
      return way;
    }

    private List<KernelRoute> covers() {
      Question<List<KernelRoute>> question = KernelTable.main(family);
      Sections.Section covers = sections.of("covers", 0);
      return covers == null
          ? unread("the routes that cover the destination", List.of())
          : read(question, covers.text()).orElse(List.of()).stream().limit(MOST_COVERS).toList();
    }

    private @Nullable List<NodeLinks.Link> links() {
      Sections.Section addresses = sections.of("addresses", 0);
      Optional<List<NodeLinks.Link>> links =
          addresses == null ? Optional.empty() : read(KernelTable.links(), addresses.text());
      if (links.isEmpty()) {
        unread("the interfaces", "");
      }
      return links.orElse(null);
    }

    private static <T> Optional<T> read(Question<T> question, String text) {
      try {
        return question.reader().read(text).value();
      } catch (OutputFault e) {
        return Optional.empty();
      }
    }

    private Map<String, FilterTable> filters() {
      Map<String, FilterTable> filters = new HashMap<>();
      Map<String, Sections.Section> again = sections.kind("drops");
      sections
          .kind("rules")
          .forEach(
              (program, rules) -> {
                Sections.Section later = again.get(program);
                filters.put(
                    program,
                    FilterTable.of(rules.lines(), later == null ? List.of() : later.lines()));
              });
      if (filters.isEmpty()) {
        unread("the packet filter", "");
      }
      filters.forEach(this::cut);
      return filters;
    }

    private void cut(String program, FilterTable table) {
      if (!table.whole()) {
        unknown.add(new Unknown("the packet filter", program + " printed no whole table"));
      }
    }

    private OptionalLong filtered() {
      OptionalLong grown = grown(FILTERED);
      return grown.isPresent()
          ? grown
          : unread("the counter of the reverse path filter", OptionalLong.empty());
    }

    /** Not every kernel counts them. */
    private long unsigned() {
      return SIGNATURES.stream().mapToLong(name -> grown(name).orElse(0)).sum();
    }

    private OptionalLong grown(String name) {
      OptionalLong before = counter(sections.of("before", 0), name);
      OptionalLong after = counter(sections.of("after", 0), name);
      return before.isPresent() && after.isPresent()
          ? OptionalLong.of(Math.max(0, after.getAsLong() - before.getAsLong()))
          : OptionalLong.empty();
    }

    /** The names are in one line, the numbers in the next. */
    private static OptionalLong counter(Sections.@Nullable Section section, String name) {
      List<String> rows =
          section == null
              ? List.of()
              : section.lines().stream().filter(l -> l.startsWith("TcpExt:")).toList();
      if (rows.size() < 2) {
        return OptionalLong.empty();
      }
      int at = List.of(rows.get(0).split(" ")).indexOf(name);
      String[] numbers = rows.get(1).split(" ");
      return at > 0 && at < numbers.length && numbers[at].matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(numbers[at]))
          : OptionalLong.empty();
    }

    private Optional<Boolean> pinged(String name) {
      Sections.Section ping = sections.all().get(name);
      return ping == null
          ? Optional.empty()
          : ping.lines().stream().flatMap(Reader::received).findFirst();
    }

    private static Stream<Boolean> received(String line) {
      return Stream.of(line.split(", ", 3))
          .skip(1)
          .limit(1)
          .map(part -> RECEIVED.matcher(part + ", "))
          .filter(Matcher::matches)
          .map(match -> Long.parseLong(match.group(1)) > 0);
    }

    private @Nullable Neighbour neighbour(@Nullable Way route) {
      Sections.Section section = sections.of("neighbour", 0);
      String device = route == null ? null : route.device();
      return section == null || device == null
          ? null
          : Neighbour.of(section.first(), device).orElse(null);
    }

    private Map<String, Integer> settings() {
      Sections.Section section = sections.all().get("settings");
      Map<String, Integer> settings = new HashMap<>();
      for (String line : section == null ? List.<String>of() : section.lines()) {
        Matcher setting = SETTING.matcher(line);
        if (setting.matches()) {
          settings.put(setting.group(1), Integer.valueOf(setting.group(2)));
        }
      }
      return settings.isEmpty() ? unread("the settings of the kernel", settings) : settings;
    }

    private <T> T unread(String what, T nothing) {
      unknown.add(new Unknown(what, "the node did not say it"));
      return nothing;
    }
  }
}
