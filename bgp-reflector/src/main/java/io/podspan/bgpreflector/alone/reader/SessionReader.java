package io.podspan.bgpreflector.alone.reader;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgp.wire.UnknownAttributes;
import io.podspan.bgpreflector.settings.AsSets;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import io.podspan.bgpreflector.settings.RouteFilter;
import io.podspan.bgpreflector.settings.SessionSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that peers, ranges and their defaults have in common. */
final class SessionReader {
  private static final int MAX_PREFIXES = 100_000_000;
  private static final int MAX_HOPS = 254;

  /** Octets; a key has far fewer. */
  private static final int MAX_KEY_FILE = 1024;

  private final Faults faults;
  private final Values values;
  private final Path folder;

  /**
   * @param folder where relative names of files begin
   */
  SessionReader(Faults faults, Values values, Path folder) {
    this.faults = faults;
    this.values = values;
    this.folder = folder;
  }

  /** What the section does not say is as the base has it. */
  SessionSettings read(Section section, SessionSettings base) {
    Optional<String> mesh = mesh(section);
    return new SessionSettings(
        values.number(section, "asn", 1, Values.MAX_ASN, base.asn()),
        values.truth(section, "client", base.client()),
        key(section).or(base::key),
        Optional.empty(),
        (int) values.number(section, "ttlSecurityHops", 0, MAX_HOPS, base.ttlSecurityHops()),
        values.families(section, base.families()),
        filter(section, base.filter()),
        prefixLimit(section, base.prefixLimit()),
        attributes(section, base.attributes()),
        mesh.orElse(base.group()),
        base.visibleGroups(),
        mesh.isPresent() || base.meshed());
  }

  /** Peers with the same name tell each other their routes. */
  private Optional<String> mesh(Section section) {
    return section
        .scalar("mesh")
        .flatMap(
            scalar ->
                scalar.text().isBlank()
                    ? values.wrong(scalar, "the mesh has no name", "write a name like paris")
                    : Optional.of(scalar.text()));
  }

  private Optional<Key> key(Section section) {
    Optional<Tree.Scalar> inline = section.scalar("password");
    Optional<Tree.Scalar> file = section.scalar("passwordFile");
    if (inline.isPresent() && file.isPresent()) {
      faults.add(
          inline.get().place(), "there is a passwordFile too", "keep one, better the passwordFile");
    }
    return file.isPresent()
        ? file.flatMap(this::keyOfFile)
        : inline.flatMap(scalar -> checked(new Key(scalar.text()), scalar.place()));
  }

  private Optional<Key> keyOfFile(Tree.Scalar name) {
    try {
      String text = TextFile.read(folder.resolve(name.text()), MAX_KEY_FILE);
      return checked(new Key(text.strip()), name.place());
    } catch (TextFile.Unreadable unreadable) {
      // The name is not told: someone may have written the key in its place.
      faults.add(
          name.place(), "the file of 'passwordFile': " + unreadable.what(), unreadable.remedy());
    } catch (InvalidPathException impossible) {
      faults.add(
          name.place(), "'passwordFile' is no name of a file", "write a name like paris.key");
    }
    return Optional.empty();
  }

  private Optional<Key> checked(Key key, Place place) {
    if (key.text().isEmpty()) {
      faults.add(place, "the key is empty", "put the key into it, on one line");
      return Optional.empty();
    }
    if (key.isTooLong()) {
      faults.add(
          place,
          "the key is too long",
          "TCP MD5 keys have at most " + Key.MAX_OCTETS + " octets here");
      return Optional.empty();
    }
    return Optional.of(key);
  }

  private RouteFilter filter(Section section, RouteFilter base) {
    Section filter = section.section("accept").orElse(null);
    if (filter == null) {
      return base;
    }
    Optional<List<Prefix>> prefixes =
        filter.scalars("prefixes").map(list -> values.all(list, values::prefix));
    Optional<Set<IpAddress>> nextHops =
        filter.scalars("nextHops").map(list -> new HashSet<>(values.all(list, values::address)));
    filter.end();
    return new RouteFilter(prefixes.or(base::prefixes), nextHops.or(base::nextHops));
  }

  private PrefixLimitSettings prefixLimit(Section section, PrefixLimitSettings base) {
    Section limit = section.section("prefixLimit").orElse(null);
    if (limit == null) {
      return base;
    }
    PrefixLimitSettings read =
        new PrefixLimitSettings(
            (int) values.number(limit, "max", 1, MAX_PREFIXES, base.max()),
            (int) values.number(limit, "warnPercent", 1, 100, base.warnPercent()),
            limit.scalar("action").flatMap(this::action).orElse(base.action()),
            (int) values.number(limit, "restartSeconds", 0, 86_400, base.restartSeconds()));
    limit.end();
    return read;
  }

  private Optional<PrefixLimitSettings.Action> action(Tree.Scalar scalar) {
    return values.choice(PrefixLimitSettings.Action.values(), scalar, "no action");
  }

  private AttributeRules attributes(Section section, AttributeRules base) {
    UnknownAttributes unknown =
        section
            .scalar("unknownAttributes")
            .flatMap(s -> values.choice(UnknownAttributes.values(), s, "no choice"))
            .orElse(base.unknown());
    boolean asSets =
        section
            .scalar("asSets")
            .flatMap(s -> values.choice(AsSets.values(), s, "no choice"))
            .map(choice -> choice == AsSets.KEEP)
            .orElse(base.asSets());
    return new AttributeRules(unknown, asSets);
  }
}
