package io.podspan.bgpreflector.alone.reader;

import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.settings.Endpoint;
import io.podspan.bgpreflector.settings.Fixed;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.RangeSettings;
import io.podspan.bgpreflector.settings.Restart;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.bgpreflector.settings.Settings;
import io.podspan.bgpreflector.settings.Timers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes settings of what was written, or a list of all that is wrong with it. */
public final class SettingsReader {
  private static final int MAX_THREADS = 64;
  private static final int DEFAULT_HALF_OPEN = 4096;
  private static final int MAX_HALF_OPEN = 1_000_000;

  private final Faults faults;
  private final Values values;
  private final Path folder;
  private final OwnAddresses own;

  private SettingsReader(Faults faults, Path folder, OwnAddresses own) {
    this.faults = faults;
    this.values = new Values(faults);
    this.folder = folder;
    this.own = own;
  }

  /** From options alone. */
  public static Reading read(OptionTree options) {
    return new SettingsReader(new Faults(), Path.of(""), OwnAddresses.OF_THIS_MACHINE)
        .reading(options.alone());
  }

  /** From a file, and options that replace keys of it. */
  public static Reading read(Path file, OptionTree options) {
    Faults faults = new Faults();
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    return open(file, faults)
        .map(
            tree ->
                new SettingsReader(faults, folder, OwnAddresses.OF_THIS_MACHINE)
                    .reading(options.over(tree)))
        .orElseGet(() -> new Reading.Bad(faults.all()));
  }

  private static Optional<Tree.Mapping> open(Path file, Faults faults) {
    try {
      String text = TextFile.read(file, YamlTree.MAX_FILE);
      return YamlTree.read(file.toString(), text, faults);
    } catch (TextFile.Unreadable unreadable) {
      faults.add(Place.wholeOf(file.toString()), unreadable.what(), unreadable.remedy());
    }
    return Optional.empty();
  }

  private Reading reading(Tree.Mapping tree) {
    Section root = new Section(tree, faults);
    Settings settings = settings(root);
    root.end();
    return faults.isEmpty() ? new Reading.Good(settings) : new Reading.Bad(faults.all());
  }

  private Settings settings(Section root) {
    Fixed fixed = fixed(root);
    PeersReader who = new PeersReader(faults, values, folder, root);
    who.requireSomebody();
    SessionSettings base = who.defaults(fixed.asn());
    List<PeerSettings> peers = who.peers(base, fixed.listen());
    List<RangeSettings> ranges = who.ranges(base);
    who.checkKeys(peers, ranges);
    return new Settings(fixed, originate(root), peers, ranges);
  }

  private Set<Prefix> originate(Section root) {
    return new HashSet<>(
        root.scalars("originate").map(list -> values.all(list, values::prefix)).orElse(List.of()));
  }

  // What stays.

  private Fixed fixed(Section root) {
    long asn =
        values.number(root, "asn", 1, Values.MAX_ASN).orElseGet(() -> missing(root, "asn", 1L));
    List<Endpoint> listen = listen(root);
    Ipv4Address routerId =
        values
            .identifier(root, "routerId")
            .or(() -> ownIdentifier(listen))
            .orElseGet(() -> noIdentifier(root));
    Ipv4Address clusterId = values.identifier(root, "clusterId").orElse(routerId);
    return new Fixed(
        asn,
        routerId,
        clusterId,
        listen,
        timers(root),
        halfOpen(root),
        (int) values.number(root, "threads", 1, MAX_THREADS, defaultThreads()),
        (int) values.number(root, "shards", 1, MAX_THREADS, 1),
        restart(root));
  }

  private <T> T missing(Section root, String key, T instead) {
    if (!root.has(key)) {
      faults.add(root.place(), "'" + key + "' is missing", "add '" + key + ":' or --" + key);
    }
    return instead;
  }

  private List<Endpoint> listen(Section root) {
    List<Endpoint> listen =
        root.scalars("listen")
            .map(list -> values.all(list, values::endpoint))
            .orElseGet(() -> missing(root, "listen", List.of()));
    if (listen.stream().map(Endpoint::port).distinct().count() > 1) {
      faults.add(
          root.placeOf("listen"), "the addresses have different ports", "give all the same port");
    }
    return listen;
  }

  /** The first IPv4 address that is listened on; where that is any, one of this machine. */
  private Optional<Ipv4Address> ownIdentifier(List<Endpoint> listen) {
    return listen.stream()
        .filter(endpoint -> !endpoint.address().ipv6() && !endpoint.isAnyAddress())
        .findFirst()
        .map(endpoint -> Ipv4Address.of(endpoint.address().toString()))
        .or(own::highestIpv4);
  }

  private Ipv4Address noIdentifier(Section root) {
    if (!root.has("routerId")) {
      faults.add(
          root.place(),
          "there is no IPv4 address to be the router id",
          "add 'routerId:' or --router-id, like 192.0.2.1");
    }
    return new Ipv4Address(1);
  }

  private Timers timers(Section root) {
    Section timers = root.section("timers").orElse(null);
    if (timers == null) {
      return Timers.DEFAULT;
    }
    int hold = (int) values.number(timers, "holdSeconds", 0, 65535, Timers.DEFAULT.hold());
    if (hold == 1 || hold == 2) {
      // RFC 4271, section 4.2.
      faults.add(
          timers.placeOf("holdSeconds"), "no hold time is 1 or 2", "0 is none, 3 is the least");
    }
    Timers read =
        new Timers(
            hold,
            seconds(timers, "connectRetrySeconds", 1, Timers.DEFAULT.connectRetry()),
            seconds(timers, "openSeconds", 1, Timers.DEFAULT.open()),
            seconds(timers, "rangeOpenSeconds", 1, Timers.DEFAULT.rangeOpen()),
            seconds(timers, "sendHoldSeconds", 0, Timers.DEFAULT.sendHold()));
    timers.end();
    return read;
  }

  private Restart restart(Section root) {
    Section section = root.section("gracefulRestart").orElse(null);
    if (section == null) {
      return Restart.DEFAULT;
    }
    Restart read =
        new Restart(
            values.truth(section, "enabled", Restart.DEFAULT.enabled()),
            (int)
                values.number(
                    section,
                    "restartSeconds",
                    1,
                    Restart.MAX_SECONDS,
                    Restart.DEFAULT.restartSeconds()),
            (int)
                values.number(
                    section,
                    "deferralSeconds",
                    0,
                    Restart.MAX_SECONDS,
                    Restart.DEFAULT.deferralSeconds()),
            section.scalar("stateFile").flatMap(this::path));
    section.end();
    return read;
  }

  private Optional<Path> path(Tree.Scalar scalar) {
    try {
      return Optional.of(folder.resolve(scalar.text()));
    } catch (InvalidPathException impossible) {
      return values.wrong(
          scalar, "no name of a file", "write a name like /var/lib/podspan/sessions");
    }
  }

  private int seconds(Section timers, String key, int least, int otherwise) {
    return (int) values.number(timers, key, least, 3600, otherwise);
  }

  /** How many connections may wait for an OPEN at a time. */
  private int halfOpen(Section root) {
    Section limits = root.section("limits").orElse(null);
    if (limits == null) {
      return DEFAULT_HALF_OPEN;
    }
    long halfOpen = values.number(limits, "halfOpen", 1, MAX_HALF_OPEN, DEFAULT_HALF_OPEN);
    limits.end();
    return (int) halfOpen;
  }

  private static int defaultThreads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS);
  }
}
