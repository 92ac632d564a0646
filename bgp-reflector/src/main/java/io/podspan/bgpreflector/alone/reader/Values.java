package io.podspan.bgpreflector.alone.reader;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.settings.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads values of a kind; what is not of the kind is told, with what it should be. */
final class Values {
  static final long MAX_ASN = 0xffff_ffffL;

  private final Faults faults;

  Values(Faults faults) {
    this.faults = faults;
  }

  long number(Section section, String key, long from, long to, long absent) {
    return number(section, key, from, to).orElse(absent);
  }

  Optional<Long> number(Section section, String key, long from, long to) {
    return section.scalar(key).flatMap(scalar -> number(scalar, key, from, to));
  }

  private Optional<Long> number(Tree.Scalar scalar, String key, long from, long to) {
    if (scalar.text().matches("\\d{1,18}")) {
      long value = Long.parseLong(scalar.text());
      if (value >= from && value <= to) {
        return Optional.of(value);
      }
    }
    return wrong(
        scalar,
        "no number that '" + key + "' can have",
        "from " + from + " to " + to + " are good");
  }

  boolean truth(Section section, String key, boolean absent) {
    return section.scalar(key).flatMap(this::truth).orElse(absent);
  }

  private Optional<Boolean> truth(Tree.Scalar scalar) {
    return switch (scalar.text()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> wrong(scalar, "neither true nor false", "write one of them");
    };
  }

  Optional<Ipv4Address> identifier(Section section, String key) {
    return section
        .scalar(key)
        .flatMap(
            scalar ->
                Ipv4Address.parse(scalar.text())
                    .filter(id -> id.bits() != 0)
                    .or(() -> wrong(scalar, "no identifier", "write it like 192.0.2.1")));
  }

  Optional<IpAddress> address(Tree.Scalar scalar) {
    return IpAddress.parse(scalar.text())
        .or(() -> wrong(scalar, "no address", "write it like 192.0.2.10 or 2001:db8::10"));
  }

  Optional<Endpoint> endpoint(Tree.Scalar scalar) {
    return Endpoint.parse(scalar.text())
        .or(
            () ->
                wrong(
                    scalar,
                    "no address to listen on",
                    "write it like 192.0.2.1:179 or [2001:db8::1]:179"));
  }

  Optional<Prefix> prefix(Tree.Scalar scalar) {
    return Prefix.parse(scalar.text()).or(() -> wrongPrefix(scalar));
  }

  private Optional<Prefix> wrongPrefix(Tree.Scalar scalar) {
    return HostBits.cleared(scalar.text())
        .map(
            better ->
                this.<Prefix>wrong(
                    scalar, "an address inside a prefix, not a prefix", "write " + better))
        .orElseGet(() -> wrong(scalar, "no prefix", "write it like 192.0.2.0/24 or 2001:db8::/32"));
  }

  /** One of these, written in small letters. */
  <E extends Enum<E>> Optional<E> choice(E[] choices, Tree.Scalar scalar, String wrong) {
    return Arrays.stream(choices)
        .filter(choice -> word(choice).equals(scalar.text()))
        .findFirst()
        .or(
            () ->
                wrong(
                    scalar,
                    wrong,
                    Arrays.stream(choices)
                        .map(Values::word)
                        .collect(Collectors.joining(" or ", "write ", ""))));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  Set<AddressFamily> families(Section section, Set<AddressFamily> absent) {
    Set<AddressFamily> families =
        section.scalars("families").map(list -> all(list, this::family)).orElse(List.of()).stream()
            .collect(Collectors.toSet());
    return families.isEmpty() ? absent : families;
  }

  private Optional<AddressFamily> family(Tree.Scalar scalar) {
    return Arrays.stream(AddressFamily.values())
        .filter(family -> family.text().equals(scalar.text()))
        .findFirst()
        .or(
            () ->
                wrong(
                    scalar,
                    "no address family",
                    Arrays.stream(AddressFamily.values())
                        .map(AddressFamily::text)
                        .collect(Collectors.joining(" and ", "there are ", ""))));
  }

  <T> List<T> all(List<Tree.Scalar> scalars, Function<Tree.Scalar, Optional<T>> kind) {
    return scalars.stream().flatMap(scalar -> kind.apply(scalar).stream()).toList();
  }

  <T> Optional<T> wrong(Tree.Scalar scalar, String what, String remedy) {
    faults.add(scalar.place(), faults.quoted(scalar.text(), "this value") + " is " + what, remedy);
    return Optional.empty();
  }
}
